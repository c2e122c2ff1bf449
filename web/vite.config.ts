/** How scripts and styles are built into dist/web; `web/build.mjs` runs it for the pages, then for what portals load. */
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const root = import.meta.dirname
/** Plain scripts, run before or without modules: kept out of the global scope by a function around them. */
const PLAIN = ['loader', 'preferences']

const PAGES = {
  site: resolve(root, 'src/styles/site.css'),
  preferences: resolve(root, 'src/preferences.ts'),
  chat: resolve(root, 'src/chat.ts'),
  reader: resolve(root, 'src/reader.ts'),
  desk: resolve(root, 'src/desk/desk.ts'),
  'desk-style': resolve(root, 'src/styles/desk.css'),
}
const EMBED = {
  loader: resolve(root, 'src/loader.ts'),
  'policy-qa': resolve(root, 'src/policy-qa/policy-qa.ts'),
}

/** Mode `pages`: hashed names. Mode `embed`: the lasting names that portals write into their pages, each file whole. */
export default defineConfig(({ mode }) => {
  const embed = mode === 'embed'
  return {
    root,
    logLevel: 'warn',
    build: {
      outDir: resolve(root, '../dist/web'),
      emptyOutDir: !embed,
      target: 'es2021',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: embed ? EMBED : PAGES,
        output: {
          entryFileNames: embed ? 'embed/v1/[name].js' : 'assets/[name]-[hash].js',
          chunkFileNames: embed ? 'embed/v1/[name].js' : 'assets/[name]-[hash].js',
          assetFileNames: 'assets/[name]-[hash][extname]',
          banner: ({ name }) => (PLAIN.includes(name) ? '(()=>{' : ''),
          footer: ({ name }) => (PLAIN.includes(name) ? '})();' : ''),
        },
      },
    },
  }
})
