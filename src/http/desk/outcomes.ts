/** The outcomes of a question in the order in which figures and plots show them, each with its word. */
import type { Week } from '../../store/weekly-figures.ts'
import type { DeskWords } from './desk-page.ts'

export const OUTCOMES = [
  ['answered', 'columnAnswered'],
  ['partial', 'columnPartial'],
  ['corrected', 'columnCorrected'],
  ['clarify', 'columnClarify'],
  ['refused', 'columnRefused'],
  ['rejected', 'columnRejected'],
] as const satisfies readonly (readonly [keyof Week, keyof DeskWords])[]
