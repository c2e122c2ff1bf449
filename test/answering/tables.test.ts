/** The tables of question wording: their shape, patterns that compile, and nothing said twice. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import contrasts from '../../src/data/contrasts.json' with { type: 'json' }
import forms from '../../src/data/question-forms.json' with { type: 'json' }

const words = z.array(z.string().min(1))
const KINDS = [
  'responsibility',
  'tasks',
  'target',
  'ceiling',
  'obligation',
  'measure',
  'list',
  'count',
  'yesno',
  'document',
  'definition',
  'comparison',
] as const
const FORMS = z.strictObject({
  source: z.string().min(1),
  frame: z.strictObject({ zh: words, en: words }),
  forms: z.array(z.strictObject({ kind: z.enum(KINDS), zh: words, en: words })),
})

const repeated = (list: readonly string[]) => list.filter((item, i) => list.indexOf(item) !== i)

describe('question-forms.json', () => {
  it('has its shape', () => {
    expect(FORMS.safeParse(forms).error?.issues ?? []).toEqual([])
  })

  it('names each kind and each word of the frame once', () => {
    expect(repeated(forms.forms.map(({ kind }) => kind))).toEqual([])
    expect(repeated(forms.frame.zh)).toEqual([])
    expect(repeated(forms.frame.en)).toEqual([])
  })

  it.each(forms.forms)('compiles the patterns of $kind, each once, none that matches everything', (form) => {
    for (const patterns of [form.zh, form.en]) {
      expect(repeated(patterns)).toEqual([])
      for (const pattern of patterns) expect('').not.toMatch(new RegExp(pattern, 'u'))
    }
  })
})

it('contrasts.json gives each side words of its own', () => {
  for (const { sides } of contrasts.contrasts) {
    expect(repeated(sides.flatMap(({ zh }) => zh))).toEqual([])
    expect(repeated(sides.flatMap(({ en }) => en))).toEqual([])
  }
})
