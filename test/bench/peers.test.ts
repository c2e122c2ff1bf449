import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { miniSearch, orama } from '../../src/evaluation/bench-peers-engines.ts'
import { planSets } from '../../src/evaluation/bench-peers-sets.ts'
import { hasHnsw } from '../optional-packages.ts'
import { PEER_RUN } from './runs-schema.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'zhengda-peers-'))
afterAll(() => rmSync(folder, { recursive: true }))

const QUESTIONS = join(ROOT, 'test/fixtures/questions')
const [plan] = planSets(
  'dev',
  join(QUESTIONS, 'dev.jsonl'),
  join(ROOT, 'test/fixtures/documents'),
  'jiading-2023-27',
)

describe('what peers are asked', () => {
  it('is every judged question, with paragraphs that hold its gold lines', () => {
    expect(plan!.queries.length).toBeGreaterThan(80)
    const judged = plan!.queries.filter(({ judgements }) => judgements.size > 0)
    expect(judged.length / plan!.queries.length).toBeGreaterThan(0.95)
    expect(plan!.texts).toHaveLength(plan!.statements.length)
  })

  it('is asked one document at a time where questions name theirs', () => {
    const sets = planSets(
      'examples',
      join(QUESTIONS, 'examples.jsonl'),
      join(ROOT, 'test/fixtures/documents'),
    )
    expect(sets.map(({ library }) => library.size)).toEqual([1, 1, 1, 1, 1])
  })
})

describe('peers', () => {
  it.each([miniSearch('default'), miniSearch('jieba'), miniSearch('bigrams'), orama])(
    '$name finds a passage by its own words',
    async (peer) => {
      const index = await peer.index(plan!)
      const at = plan!.texts.findIndex((text) => text.includes('加氢站'))
      expect(await index.rank(plan!.texts[at]!, 3)).toContain(at)
      expect(index.bytes).toBeGreaterThan(1000)
    },
  )
})

describe('a saved run', () => {
  it.runIf(hasHnsw)(
    'of today has the shape',
    () => {
      const run = ['--import', 'tsx', 'src/evaluation/bench-peers.ts', '--groups', 'dev', '--runs', folder]
      execFileSync(process.execPath, run, { cwd: ROOT, stdio: 'pipe', timeout: 280_000 })
      const { rows } = PEER_RUN.parse(JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')))
      const best = Math.max(...rows.map(({ mrr10 }) => mrr10))
      expect(rows.find(({ peer }) => peer === 'zhengda, hybrid')!.mrr10).toBe(best)
    },
    300_000,
  )

  it('that is committed has the shape', () => {
    const runs = readdirSync(join(ROOT, 'test/bench/runs')).filter((name) => name.endsWith('.json'))
    expect(runs.length).toBeGreaterThan(0)
    for (const run of runs) {
      PEER_RUN.parse(JSON.parse(readFileSync(join(ROOT, 'test/bench/runs', run), 'utf8')))
    }
  })
})
