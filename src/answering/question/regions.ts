/** Regions by which documents name several places at once (京津冀), from src/data/regions.json. */
import table from '../../data/regions.json' with { type: 'json' }

/** Abbreviations that take in a place. */
export function regionsOf(place: string): string[] {
  return table.regions.filter(({ members }) => members.includes(place)).map(({ zh }) => zh)
}
