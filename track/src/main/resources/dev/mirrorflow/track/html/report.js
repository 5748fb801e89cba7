// A filter for the names in rows and tables, and an order by change or name. Without this script all is there to be read.
(function () {
  'use strict';
  var forest = document.querySelector('.forest');
  var main = document.querySelector('main');
  var rows = [].slice.call(document.querySelectorAll('.forest .row[data-name], details tbody tr'));
  if (!rows.length) return;
  var bar = document.createElement('div');
  bar.className = 'tools';
  var filter = document.createElement('input');
  filter.type = 'search';
  filter.placeholder = 'filter benchmarks';
  filter.setAttribute('aria-label', 'filter benchmarks by a part of their names');
  filter.addEventListener('input', function () {
    var part = filter.value.toLowerCase();
    rows.forEach(function (row) {
      var name = (row.dataset.name || row.cells[0].textContent).toLowerCase();
      row.hidden = name.indexOf(part) < 0;
    });
    if (part) document.querySelectorAll('details').forEach(function (d) { d.open = true; });
  });
  bar.appendChild(filter);
  if (forest) {
    var orders = {
      'furthest first': function (r) { return -Math.abs(Math.log(r.dataset.change)); },
      'slowest first': function (r) { return -r.dataset.change; },
      'fastest first': function (r) { return +r.dataset.change; },
      'by name': function (r) { return r.dataset.name; }
    };
    var order = document.createElement('select');
    order.setAttribute('aria-label', 'order of the rows');
    Object.keys(orders).forEach(function (name) { order.add(new Option(name)); });
    order.addEventListener('change', function () {
      var key = orders[order.value];
      rows.filter(function (r) { return r.dataset.name; })
        .sort(function (a, b) { return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0; })
        .forEach(function (r) { r.parentNode.appendChild(r); });
    });
    bar.appendChild(order);
  }
  main.insertBefore(bar, main.querySelector('h2'));
})();
