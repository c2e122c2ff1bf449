/** Builds the scripts and styles of the pages (hashed) and the files that portals load (lasting names) into dist/web. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
/** Files with lasting names: portals write them into their pages. */
const EMBEDDED = ['loader', 'policy-qa']
/** Plain scripts, run before or without modules: kept out of the global scope by a function around them. */
const PLAIN = ['loader', 'preferences']

export default defineConfig({
  root,
  logLevel: 'warn',
  build: {
    outDir: resolve(root, '../dist/web'),
    emptyOutDir: true,
    target: 'es2021',
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        site: resolve(root, 'src/styles/site.css'),
        preferences: resolve(root, 'src/preferences.ts'),
        chat: resolve(root, 'src/chat.ts'),
        reader: resolve(root, 'src/reader.ts'),
        loader: resolve(root, 'src/loader.ts'),
        'policy-qa': resolve(root, 'src/policy-qa/policy-qa.ts'),
      },
      preserveEntrySignatures: false,
      output: {
        entryFileNames: ({ name }) =>
          EMBEDDED.includes(name) ? `embed/v1/${name}.js` : `assets/${name}-[hash].js`,
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        banner: ({ name }) => (PLAIN.includes(name) ? '(()=>{' : ''),
        footer: ({ name }) => (PLAIN.includes(name) ? '})();' : ''),
      },
    },
  },
  plugins: [assetList()],
})

/** Writes `web-assets.json`, from which the server knows the hashed names and portals the integrity of what they load. */
function assetList(): Plugin {
  return {
    name: 'web-assets',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle)
        const named = (test: (name: string) => boolean) =>
          `/${files.find(({ fileName }) => test(fileName))?.fileName}`
        const script = (name: string) =>
          named((file) => file.startsWith(`assets/${name}-`) && file.endsWith('.js'))
        const embed = Object.fromEntries(
          EMBEDDED.map((name) => {
            const file = files.find(({ fileName }) => fileName === `embed/v1/${name}.js`)
            const code = file?.type === 'chunk' ? file.code : ''
            const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`
            return [name, { path: `/embed/v1/${name}.js`, integrity }]
          }),
        )
        const list = {
          style: named((file) => file.endsWith('.css')),
          preferences: script('preferences'),
          chat: script('chat'),
          reader: script('reader'),
          embed,
        }
        this.emitFile({
          type: 'asset',
          fileName: 'web-assets.json',
          source: `${JSON.stringify(list, null, 2)}\n`,
        })
      },
    },
  }
}
