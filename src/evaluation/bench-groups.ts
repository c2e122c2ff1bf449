/** Measures how an embedder groups questions, threshold by threshold: `npm run bench:groups`; the choice stands in `data/question-groups.json`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { openParts } from '../main.open-services.ts'
import { groupByMeaning } from '../store/group-questions.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'test/fixtures')

/** Questions of which no two mean the same: those of the evaluation, each once. */
function differentQuestions(): string[] {
  const lines = readFileSync(join(FIXTURES, 'questions/dev.jsonl'), 'utf8').trim().split('\n')
  return [...new Set(lines.map((line) => (JSON.parse(line) as { turns: string[] }).turns.at(-1) ?? ''))]
}

const { groups } = JSON.parse(readFileSync(join(FIXTURES, 'store/wordings.json'), 'utf8')) as {
  groups: string[][]
}
const { embedder } = await openParts(
  readConfig(process.env),
  () => {},
  () => {},
)
if (!embedder) throw new Error('no embedder is set')
const texts = groups.flat()
const meaning = groups.flatMap((group, i) => group.map(() => i))
const different = differentQuestions()
const vectors = await embedder.embed([...texts, ...different], 'query')
console.log(
  `${embedder.id}: ${texts.length} wordings of ${groups.length} meanings, ${different.length} different questions`,
)
console.log('cosine  pairs together  pairs mixed  different questions joined')
for (let hundredths = 40; hundredths <= 96; hundredths += 4) {
  const leaders = groupByMeaning(vectors, hundredths / 100)
  let [same, together, mixed] = [0, 0, 0]
  for (let i = 0; i < texts.length; i++) {
    for (let j = i + 1; j < texts.length; j++) {
      const alike = meaning[i] === meaning[j]
      if (alike) same++
      if (leaders[i] === leaders[j]) alike ? together++ : mixed++
    }
  }
  const joined = leaders.filter((leader, i) => i >= texts.length && leader !== i).length
  const share = `${Math.round((100 * together) / same)}%`
  console.log(
    `.${hundredths}     ${share.padEnd(15)} ${String(mixed).padEnd(12)} ${joined} of ${different.length}`,
  )
}
