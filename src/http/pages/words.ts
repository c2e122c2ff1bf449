/** Gives the printed words for closed sets (modality, firmness), from the page's language. */
import type { Modality } from '../../domain/facts.ts'
import type { PageContext, Words } from './page-context.ts'

const MODALITY: Readonly<Record<Modality, keyof Words>> = {
  ban: 'modalityBan',
  must: 'modalityMust',
  shall: 'modalityShall',
  may: 'modalityMay',
  promote: 'modalityPromote',
  encourage: 'modalityEncourage',
  explore: 'modalityExplore',
}

export function modalityWord({ words }: PageContext, modality: Modality): string {
  return words[MODALITY[modality]]
}
