import { describe, expect, it } from 'vitest'
import { createTurns } from '../../src/reading/turns.ts'

const tick = () => new Promise<void>((resolve) => setImmediate(resolve))
/** Notes what is done, in order. */
function recorder() {
  const done: string[] = []
  const work = async (item: string) => {
    await tick()
    done.push(item)
    return item.toUpperCase()
  }
  return { done, work }
}
const job = (name: string, items: number) => Array.from({ length: items }, (_, i) => `${name}${i}`)

describe('turns', () => {
  it('gives results in the order of the items', async () => {
    const { work } = recorder()
    expect(await createTurns(4).run(['a', 'b'], work)).toEqual(['A', 'B'])
    expect(await createTurns(4).run([], work)).toEqual([])
  })

  it('lets questions pass between the turns of a long job, each in the order in which it came', async () => {
    const turns = createTurns(10)
    const { done, work } = recorder()
    await Promise.all([
      turns.run(job('long', 100), work),
      turns.run(job('a', 16), work),
      turns.run(job('b', 3), work),
    ])
    const last = (name: string) => done.findLastIndex((item) => item.startsWith(name))
    expect(last('a')).toBe(31)
    expect(last('b')).toBe(34)
    expect(last('long')).toBe(118)
  })

  it('serves a hundred questions at once, and refuses those beyond its bound', async () => {
    const turns = createTurns(100)
    const { done, work } = recorder()
    const asked = Array.from({ length: 100 }, (_, i) => turns.run(job(`${i}:`, 16), work))
    await expect(turns.run(['late'], work)).rejects.toMatchObject({ code: 'reader_busy' })
    expect(turns.size).toBe(100)
    const results = await Promise.all(asked)
    expect(results.map((result) => result.length)).toEqual(Array(100).fill(16))
    expect(done).toHaveLength(1600)
    expect(turns.size).toBe(0)
    await expect(turns.run(['again'], work)).resolves.toEqual(['AGAIN'])
  })

  it('leaves undone what nobody waits for, and frees its place', async () => {
    const turns = createTurns(3)
    const { done, work } = recorder()
    const [atWork, waiting] = [new AbortController(), new AbortController()]
    const first = turns.run(job('a', 50), work, atWork.signal)
    const second = turns.run(job('b', 50), work, waiting.signal)
    const third = turns.run(job('c', 2), work)
    const gone = new Error('gone')
    waiting.abort(gone)
    await expect(second).rejects.toBe(gone)
    expect(turns.size).toBe(2)
    await tick()
    await tick()
    atWork.abort(gone)
    await expect(first).rejects.toBe(gone)
    expect(await third).toEqual(['C0', 'C1'])
    expect(done.filter((item) => item.startsWith('b'))).toEqual([])
    expect(done.filter((item) => item.startsWith('a')).length).toBeLessThan(5)
    await expect(turns.run(['x'], work, AbortSignal.abort(gone))).rejects.toBe(gone)
    expect(turns.size).toBe(0)
  })

  it('gives a failure to its caller alone', async () => {
    const turns = createTurns(3)
    const { work } = recorder()
    const failing = turns.run(['a'], async () => Promise.reject(new Error('broken')))
    const good = turns.run(['b'], work)
    await expect(failing).rejects.toThrow('broken')
    expect(await good).toEqual(['B'])
  })
})
