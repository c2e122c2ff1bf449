/** Whole trees of small documents of several formats; `UPDATE=1` rewrites the golden files, which are read by eye. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../src/parse/parse-document.ts'
import { decodeSource } from '../../src/text/decode.ts'
import { compactTree } from './compact-tree.ts'

const FOLDER = new URL('../golden/trees/', import.meta.url)
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4))

describe('golden trees', () => {
  it.each(names)('%s', (name) => {
    const source = decodeSource(name, readFileSync(new URL(`${name}.txt`, FOLDER)), {})
    const found = compactTree(source, parseDocument(source))
    const file = new URL(`${name}.tree.json`, FOLDER)
    if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(found, null, 1)}\n`)
    expect(found).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })
})
