/** Gives the runs of an OFD text object: characters placed by DeltaX and DeltaY, cut where a gap divides them. */
import { apply, type Matrix } from '../layout/matrix.ts'
import type { TurnedRun } from '../layout/upright.ts'
import { elements, textOf, type XmlElement } from '../zip/xml.ts'

const MOST_CHARACTERS = 100_000
/** A gap of this share of the size over the width of the character divides a run (cells of a table). */
const GAP = 0.8

export function textRuns(object: XmlElement, matrix: Matrix): TurnedRun[] {
  const [a, b, c, d] = matrix
  const size = Number(object.attributes.Size ?? 0) || 3.5
  const scale = Math.hypot(c, d)
  const stretch = (Number(object.attributes.HScale ?? 1) || 1) * size
  const angle = Math.atan2(b, a) + (Number(object.attributes.ReadDirection ?? 0) * Math.PI) / 180
  let x = 0
  let y = 0
  return elements(object, 'TextCode').flatMap((code) => {
    // A code without a place goes on where the one before began.
    x = numberOr(code.attributes.X, x)
    y = numberOr(code.attributes.Y, y)
    const characters = [...textOf(code).replace(/[\r\n\t]+/g, '')].slice(0, MOST_CHARACTERS)
    const right = deltasOf(code.attributes.DeltaX, characters.length)
    const down = deltasOf(code.attributes.DeltaY, characters.length)
    const places = placesOf(characters, x, y, { right, down, stretch })
    return cut(characters, places, stretch).map(({ text, from, to }): TurnedRun => {
      const start = places[from]!
      const end = places[to]!
      const [left, baseline] = apply(matrix, start.x, start.y)
      const width = (end.x - start.x + widthOf(characters[to]!, stretch)) * Math.hypot(a, b)
      return { text, x: left, y: baseline, width, size: size * scale, angle }
    })
  })
}

interface Place {
  readonly x: number
  readonly y: number
}

function placesOf(
  characters: readonly string[],
  x: number,
  y: number,
  { right, down, stretch }: { right: readonly number[]; down: readonly number[]; stretch: number },
): Place[] {
  const places: Place[] = []
  let at: Place = { x, y }
  characters.forEach((character, index) => {
    places.push(at)
    // Without deltas a character takes its width; where text runs down, x stays.
    const step = right[index] ?? (down.length > 0 && right.length === 0 ? 0 : widthOf(character, stretch))
    at = { x: at.x + step, y: at.y + (down[index] ?? 0) }
  })
  return places
}

interface Piece {
  readonly text: string
  readonly from: number
  readonly to: number
}

function cut(characters: readonly string[], places: readonly Place[], stretch: number): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (let i = 1; i <= characters.length; i++) {
    const before = places[i - 1]!
    const here = places[i]
    const apart =
      here === undefined ||
      Math.abs(here.y - before.y) > 0.3 * stretch ||
      here.x < before.x - 0.3 * stretch ||
      here.x - before.x > widthOf(characters[i - 1]!, stretch) + GAP * stretch
    if (!apart) continue
    pieces.push({ text: characters.slice(from, i).join(''), from, to: i - 1 })
    from = i
  }
  return pieces.filter(({ text }) => text.trim() !== '')
}

function widthOf(character: string, stretch: number): number {
  return (character.charCodeAt(0) < 0x2e80 && !/[“”‘’—…·]/.test(character) ? 0.5 : 1) * stretch
}

/** `g 5 3.2` stands for five times 3.2. */
export function deltasOf(written: string | undefined, most: number): number[] {
  const deltas: number[] = []
  const words = (written ?? '').trim().split(/[\s,]+/)
  for (let i = 0; i < words.length && deltas.length < most; i++) {
    if (words[i] === 'g') {
      const times = Math.min(Number(words[i + 1]) || 0, most - deltas.length)
      const value = Number(words[i + 2])
      for (let n = 0; n < times; n++) deltas.push(Number.isFinite(value) ? value : 0)
      i += 2
    } else {
      const value = Number(words[i])
      if (words[i] !== '' && Number.isFinite(value)) deltas.push(value)
    }
  }
  return deltas
}

function numberOr(written: string | undefined, otherwise: number): number {
  const value = Number(written)
  return written !== undefined && Number.isFinite(value) ? value : otherwise
}
