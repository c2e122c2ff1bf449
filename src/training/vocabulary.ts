/**
 * The pieces and scores of the tokenizer, counted over the training texts.
 *
 * Chinese words whole, characters as fallback; English words whole, subwords and letters as fallback; figures as
 * digits, two-digit numbers and years, so that no figure is rare.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Unigram } from '../embedding/unigram.ts'

export interface Pieces {
  readonly pieces: string[]
  readonly scores: number[]
}

/** Ids 0 and 1, which no text gives. */
export const PADDING = '[PAD]'
export const UNKNOWN = '[UNK]'

/** Score of every subword: no word has exactly this one. */
export const SUBWORD_SCORE = -20

const CHINESE_PIECES = 19_000
const ENGLISH_WORDS = 18_000
const ENGLISH_SUBWORDS = 3_000
const MINIMUM_CHARACTER = 20
const NEW_WORD = { minimumCount: 80, minimumRatio: 150, maximumLength: 4 }
const HAN_RUN = /[\u3007\u3400-\u9fff]+/g

/** Counts of strings. */
type Counts = Map<string, number>
const increment = (counts: Counts, key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by)

/** Builds the pieces from texts, each counted `weight` times. */
export function buildVocabulary(texts: () => Iterable<{ text: string; weight: number }>): Pieces {
  const dictionary = readDictionary()
  const first = countSegments(texts(), dictionary, true)
  const fresh = newWords(first)
  const total = [...first.words.values()].reduce((sum, count) => sum + count, 0)
  const extended: Pieces = {
    pieces: [...dictionary.pieces, ...fresh.keys()],
    scores: [...dictionary.scores, ...[...fresh.values()].map((count) => Math.log(count / total))],
  }
  const { words, characters, english } = countSegments(texts(), extended, false)
  return combine(words, characters, english)
}

/** Words of at most 8 characters of jieba's dictionary with log probabilities. */
function readDictionary(): Pieces {
  const folder = dirname(createRequire(import.meta.url).resolve('@node-rs/jieba/package.json'))
  const counts: Counts = new Map()
  for (const line of readFileSync(join(folder, 'dict.txt'), 'utf8').split('\n')) {
    const [word, count] = line.split(' ')
    if (word && /^[\u3400-\u9fff]{1,8}$/.test(word)) counts.set(word, Number(count))
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return {
    pieces: [...counts.keys()],
    scores: [...counts.values()].map((count) => Math.log(Math.max(count, 1) / total)),
  }
}

interface SegmentCounts {
  readonly words: Counts
  readonly characters: Counts
  readonly english: Counts
  /** Adjacent segments `left right` with a single character among them. */
  readonly joints: Counts
}

function countSegments(
  texts: Iterable<{ text: string; weight: number }>,
  dictionary: Pieces,
  withJoints: boolean,
): SegmentCounts {
  const segmenter = new Unigram(dictionary.pieces, dictionary.scores)
  const pieceCounts = new Float64Array(dictionary.pieces.length)
  const jointCounts = new Map<number, number>()
  const units = new Float64Array(65_536)
  const english: Counts = new Map()
  for (const { text, weight } of texts) {
    for (const [word] of text.matchAll(/[a-z]+/g)) increment(english, word, weight)
    for (const [run] of text.matchAll(HAN_RUN)) {
      for (let i = 0; i < run.length; i++) units[run.charCodeAt(i)]! += weight
      const ids = segmenter.encode(run)
      ids.forEach((id, i) => {
        pieceCounts[id]! += weight
        if (!withJoints || i === 0) return
        const before = ids[i - 1]!
        const lengths = [dictionary.pieces[before]!.length, dictionary.pieces[id]!.length]
        if (Math.min(...lengths) > 1 || lengths[0]! + lengths[1]! > NEW_WORD.maximumLength) return
        const key = before * 2 ** 20 + id
        jointCounts.set(key, (jointCounts.get(key) ?? 0) + weight)
      })
    }
  }
  const characters: Counts = new Map()
  units.forEach((count, unit) => {
    if (count) characters.set(String.fromCharCode(unit), count)
  })
  const words: Counts = new Map()
  pieceCounts.forEach((count, id) => {
    if (count) words.set(dictionary.pieces[id]!, count)
  })
  const joints: Counts = new Map()
  for (const [key, count] of jointCounts) {
    if (count < NEW_WORD.minimumCount) continue
    joints.set(`${dictionary.pieces[Math.floor(key / 2 ** 20)]} ${dictionary.pieces[key % 2 ** 20]}`, count)
  }
  return { words, characters, english, joints }
}

/** Joints that occur far more often together than by chance. */
function newWords({ words, joints }: SegmentCounts): Counts {
  const total = [...words.values()].reduce((sum, count) => sum + count, 0)
  const fresh: Counts = new Map()
  for (const [joint, count] of joints) {
    const [left, right] = joint.split(' ') as [string, string]
    const ratio = (count * total) / (words.get(left)! * words.get(right)!)
    if (ratio >= NEW_WORD.minimumRatio && !words.has(left + right)) increment(fresh, left + right, count)
  }
  return fresh
}

function combine(words: Counts, characters: Counts, english: Counts): Pieces {
  const scores = new Map<string, number>()
  const sum = (counts: Counts) => [...counts.values()].reduce((total, count) => total + count, 0)
  const byCount = (counts: Counts) => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const chineseTotal = sum(words)
  const common = byCount(characters).filter(([, count]) => count >= MINIMUM_CHARACTER)
  for (const [character] of common) {
    scores.set(character, Math.log(Math.max(words.get(character) ?? 0, 1) / chineseTotal))
  }
  for (const [word, count] of byCount(words)) {
    if (scores.size >= CHINESE_PIECES) break
    scores.set(word, Math.log(count / chineseTotal))
  }
  const englishTotal = sum(english)
  const ranked = byCount(english)
  for (const [word, count] of ranked.slice(0, ENGLISH_WORDS)) {
    scores.set(word, Math.log(count / englishTotal) - 8)
  }
  const parts: Counts = new Map()
  for (const [word, count] of ranked.slice(ENGLISH_WORDS)) {
    // The tail of one-off spellings is noise.
    if (count < 3) continue
    for (let length = 2; length <= 7; length++) {
      for (let i = 0; i + length <= word.length; i++) {
        increment(parts, word.slice(i, i + length), Math.min(count, 50) * (length - 1))
      }
    }
  }
  let subwords = 0
  for (const [part] of byCount(parts)) {
    if (subwords === ENGLISH_SUBWORDS) break
    if (scores.has(part)) continue
    scores.set(part, SUBWORD_SCORE)
    subwords++
  }
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i))
  const fallback: [string[], number][] = [
    [[...'abcdefghijklmnopqrstuvwxyz'], -22],
    [range(0, 10), -10],
    [range(10, 100), -12],
    [range(1949, 2061), -14],
  ]
  for (const [pieces, score] of fallback) {
    for (const piece of pieces) if (!scores.has(piece)) scores.set(piece, score)
  }
  return {
    pieces: [PADDING, UNKNOWN, ...scores.keys()],
    scores: [-30, -30, ...[...scores.values()].map((score) => Math.round(score * 1e4) / 1e4)],
  }
}
