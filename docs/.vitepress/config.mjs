// The manual as a static site: npx vitepress@1.6.4 build docs, into target/site.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

// npx keeps packages outside the repository, where pages in docs do not look for them.
const vue = dirname(createRequire(process.argv[1]).resolve('vue/package.json'))

export default {
  title: 'Mirrorflow',
  description: 'The implicit bias of descent algorithms, computed',
  outDir: '../target/site',
  cacheDir: '../target/vitepress',
  rewrites: { 'README.md': 'index.md' },
  vite: { resolve: { alias: { vue } } },
  // Pages of the repository outside docs are read on GitHub.
  ignoreDeadLinks: true,
  themeConfig: {
    search: { provider: 'local' },
    sidebar: [
      { text: 'Tutorial', link: '/tutorial' },
      { text: 'Commands', link: '/commands' },
      { text: 'Data', link: '/data' },
      { text: 'Large data', link: '/large-data' },
      { text: 'Many experiments', link: '/experiments' },
      { text: 'From Java', link: '/java' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Gallery', link: '/gallery' },
      { text: 'Reference', link: '/reference' },
    ],
  },
}
