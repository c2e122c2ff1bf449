import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

interface Import {
  readonly from: string
  /** Path below the root for a file of the project, else the name of a package. */
  readonly to: string
  readonly typeOnly: boolean
  readonly dynamic: boolean
}

const STATEMENT =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|^\s*import\s+'([^']+)'/gm

function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(STATEMENT)].map((match) => {
    const name = (match[2] ?? match[3] ?? match[4])!
    const to = name.startsWith('.') ? normalize(join(dirname(file), name)) : name
    return { from: file, to, typeOnly: match[1] !== undefined, dynamic: match[3] !== undefined }
  })
}

function readImports(folder: string): Import[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .flatMap((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name)
      return importsOf(relative(ROOT, path), readFileSync(path, 'utf8'))
    })
}

/** Rooms of one rank do not know each other; each imports only from the ranks before it and from itself. */
const RANKS = [
  ['data'],
  ['domain'],
  ['ports'],
  ['text'],
  ['readers', 'bodies', 'embedding'],
  ['lexicon', 'parse'],
  ['translation', 'facts', 'statements', 'validity', 'versions'],
  ['standard-questions'],
  ['retrieval', 'reading'],
  ['answering', 'model'],
  ['config.ts'],
  ['store', 'exports'],
  ['http'],
  ['corpus-tables.ts', 'services.ts'],
  ['adapters'],
  ['evaluation'],
  ['build'],
  ['main'],
  ['bench'],
  ['cli'],
]
const rankOf = (room: string) => RANKS.findIndex((rooms) => rooms.includes(room))

function layerOf(path: string): string {
  const part = path.split('/')[1]!
  if (/^src\/evaluation\/bench/.test(path)) return 'bench'
  return /^main\./.test(part) ? 'main' : part === 'cli.ts' ? 'cli' : part
}

/** The adapter, and the benchmark that runs LangChain's own retriever beside this one. */
const MEETS_LANGCHAIN = /^src\/(adapters\/langchain|evaluation\/bench-peers)/

const ON_NODE = /^src\/(adapters\/node|main\.|cli[./]|evaluation\/|build\/)/

function faultsOf(imports: readonly Import[]): string[] {
  const faults: string[] = []
  for (const { from, to, typeOnly, dynamic } of imports) {
    const arrow = `${from} → ${to}`
    if (to.startsWith('src/') && from.startsWith('src/')) {
      const [a, b] = [layerOf(from), layerOf(to)]
      for (const room of [a, b]) if (rankOf(room) < 0) faults.push(`${arrow}: ${room} stands in no layer`)
      if (rankOf(b) > rankOf(a)) faults.push(`${arrow}: ${a} stands below ${b}`)
      if (a !== b && rankOf(b) === rankOf(a)) faults.push(`${arrow}: ${a} and ${b} stand side by side`)
      if (a === 'ports' && b !== 'ports' && b !== 'domain') faults.push(`${arrow}: ports know only domain`)
      if (b === 'adapters' && !['adapters', 'main', 'bench', 'cli', 'evaluation'].includes(a)) {
        faults.push(`${arrow}: only composition roots choose adapters`)
      }
    }
    if (
      from.startsWith('web/src/') &&
      to.startsWith('src/') &&
      !typeOnly &&
      !/^src\/(domain|data)\//.test(to)
    ) {
      faults.push(`${arrow}: web takes types, and of the core only what is pure and without tables`)
    }
    if (to.startsWith('node:') && from.startsWith('src/') && !ON_NODE.test(from)) {
      faults.push(`${arrow}: the core runs without Node`)
    }
    if (to.startsWith('@langchain/') && !typeOnly && !MEETS_LANGCHAIN.test(from)) {
      faults.push(`${arrow}: 504 kB that only the LangChain adapter pays`)
    }
    if (/^(pdfjs-dist|saxes|parse5|numfmt)/.test(to) && !typeOnly && !from.startsWith('src/readers/')) {
      faults.push(`${arrow}: only readers know the libraries of files`)
    }
    if (
      to.startsWith('src/readers/') &&
      !from.startsWith('src/readers/') &&
      !typeOnly &&
      from !== 'src/main.reader-thread.ts' &&
      !from.startsWith('src/evaluation/')
    ) {
      faults.push(`${arrow}: readers are loaded in their thread and nowhere else`)
    }
    if (/^(hnswlib-node|@xenova\/transformers)/.test(to) && !typeOnly && !dynamic) {
      faults.push(`${arrow}: an optional dependency is imported where it is used`)
    }
  }
  return faults
}

/** One path for each cycle of files, found depth first; a type that is imported back is gone at run time. */
function cyclesOf(imports: readonly Import[]): string[] {
  const next = groupByFrom(imports)
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const { to, typeOnly } of next.get(file) ?? []) if (!typeOnly) visit(to, [...path, file])
    state.set(file, 'done')
  }
  for (const file of next.keys()) visit(file, [])
  return cycles
}

function groupByFrom(imports: readonly Import[]): Map<string, Import[]> {
  const groups = new Map<string, Import[]>()
  for (const each of imports) groups.set(each.from, [...(groups.get(each.from) ?? []), each])
  return groups
}

describe('the arrows between modules', () => {
  const imports = [...readImports('src'), ...readImports('web')]

  it('go one way', () => {
    expect(imports.length).toBeGreaterThan(200)
    expect(faultsOf(imports)).toEqual([])
  })

  it('make no cycle', () => {
    expect(cyclesOf(imports)).toEqual([])
  })
})

describe('the check itself', () => {
  it.each([
    ['src/domain/a.ts', "import { x } from '../text/view.ts'", 'stands below'],
    ['src/retrieval/a.ts', "import type { x } from '../answering/engine.ts'", 'stands below'],
    ['src/statements/a.ts', "import { x } from '../retrieval/bm25.ts'", 'stands below'],
    ['src/statements/a.ts', "import { x } from '../facts/units.ts'", 'side by side'],
    ['src/reading/a.ts', "import { x } from '../retrieval/bm25.ts'", 'side by side'],
    ['src/retrieval/a.ts', "import { x } from '../reading/slots.ts'", 'side by side'],
    ['src/reading/a.ts', "import type { x } from '../answering/engine.ts'", 'stands below'],
    ['src/domain/a.ts', "import { x } from '../gone/b.ts'", 'no layer'],
    ['src/ports/a.ts', "import type { x } from '../data/y.json'", 'ports know only domain'],
    ['src/http/a.ts', "import {\n  x,\n} from '../adapters/node/log.ts'", 'stands below'],
    ['src/unknown/a.ts', "import { x } from '../domain/span.ts'", 'no layer'],
    ['src/text/a.ts', "import { readFile } from 'node:fs/promises'", 'without Node'],
    ['src/text/a.ts', "const fs = await import('node:fs')", 'without Node'],
    ['src/adapters/x.ts', "export { Embeddings } from '@langchain/core/embeddings'", 'LangChain'],
    ['src/adapters/node/x.ts', "import hnsw from 'hnswlib-node'", 'optional'],
    ['web/src/a.ts', "import { x } from '../../src/http/csv.ts'", 'web takes types'],
    ['src/http/x.ts', "import { parse } from 'parse5'", 'libraries of files'],
    ['src/services.ts', "import { x } from './readers/read-document.ts'", 'in their thread'],
    ['src/readers/x.ts', "import { x } from '../parse/blocks.ts'", 'stands below'],
  ])('%s with %s is refused', (file, source, reason) => {
    expect(faultsOf(importsOf(file, source)).join()).toContain(reason)
  })

  it.each([
    ['src/adapters/node/x.ts', "import type { A } from '@langchain/core/embeddings'"],
    ['src/adapters/node/x.ts', "const hnsw = await import('hnswlib-node')"],
    ['src/adapters/langchain/x.ts', "import { Embeddings } from '@langchain/core/embeddings'"],
    ['web/src/a.ts', "import type { Answer } from '../../src/http/schemas.ts'"],
    ['src/main.node.ts', "import { createServer } from 'node:http'"],
  ])('%s with %s is allowed', (file, source) => {
    expect(faultsOf(importsOf(file, source))).toEqual([])
  })

  it('finds cycles', () => {
    const cycle = [
      ...importsOf('src/text/a.ts', "import { b } from './b.ts'"),
      ...importsOf('src/text/b.ts', "import { a } from './a.ts'"),
    ]
    expect(cyclesOf(cycle)).toEqual(['src/text/a.ts → src/text/b.ts → src/text/a.ts'])
  })
})
