/** Where a sentence is cut into statements. */
import { expect, it } from 'vitest'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { readText } from '../retrieval/test-library.ts'

const bodyOf = (line: string) => {
  const read = readText('x', `某市行动方案\n一、任务\n${line}\n`)
  return statementsOf(read)
    .filter(({ kind }) => kind === 'sentence')
    .map(({ span }) => read.source.text.slice(span.start, span.end))
}

it.each([
  ['推广绿色建筑；发展装配式建筑。', ['推广绿色建筑；', '发展装配式建筑。']],
  ['推广绿色建筑;发展装配式建筑。', ['推广绿色建筑;', '发展装配式建筑。']],
  ['推广绿色建筑（含新建；改建）。', ['推广绿色建筑（含新建；改建）。']],
  ['印发《绿色建筑；装配式建筑办法》。', ['印发《绿色建筑；装配式建筑办法》。']],
  ['好；推广绿色建筑和装配式建筑。', ['好；推广绿色建筑和装配式建筑。']],
  ['推广绿色建筑，发展装配式建筑；好。', ['推广绿色建筑，发展装配式建筑；好。']],
  ['推广绿色建筑。发展装配式建筑。', ['推广绿色建筑。', '发展装配式建筑。']],
  ['推广）绿色建筑；发展装配式建筑。', ['推广）绿色建筑；', '发展装配式建筑。']],
])('%s', (line, parts) => {
  expect(bodyOf(line)).toEqual(parts)
})
