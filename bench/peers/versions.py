"""Prints one line: the versions of Python, NumPy and SciPy and the BLAS that NumPy runs on; exit code 1 if one is missing."""

import ctypes
import re
import sys

try:
    import numpy
    import scipy
except ImportError as error:
    print(f"{sys.executable} says: {error}")
    sys.exit(1)


def openblas():
    """The configuration that the loaded OpenBLAS reports, its core type included."""
    numpy.ones((2, 2)) @ numpy.ones((2, 2))
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            paths = sorted(set(re.findall(r"/\S*openblas\S*", maps.read())))
    except OSError:
        paths = []
    for path in paths:
        library = ctypes.CDLL(path)
        for prefix in ("scipy_openblas", "openblas"):
            for suffix in ("64_", ""):
                config = getattr(library, f"{prefix}_get_config{suffix}", None)
                if config is not None:
                    config.restype = ctypes.c_char_p
                    return config().decode()
    return numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"] + ", core type unknown"


print(f"Python {sys.version.split()[0]}, NumPy {numpy.__version__}, SciPy {scipy.__version__}, {openblas()}")
