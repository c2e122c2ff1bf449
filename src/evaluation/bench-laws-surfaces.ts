/** Requests the registers, pages and search of a server over the corpus of laws: time and memory of each. */
import { createApp } from '../http/create-app.ts'
import type { Services } from '../ports/services.ts'
import { type Environment, memory, openReported } from './bench-laws-services.ts'

const BODY = encodeURIComponent('市场监督管理部门')
const WORD = encodeURIComponent('用水')

function addresses({ library }: Services): string[] {
  // A document of the middle of the list.
  const id = encodeURIComponent([...library.keys()][library.size >> 1]!)
  const registers = ['targets', 'responsibilities', 'obligations']
  const api = ['?limit=20', '', `?q=${WORD}`, `?body=${BODY}&limit=20`, '?year=2020&limit=20', '?format=csv']
  return [
    ...registers.flatMap((name) => api.map((query) => `/api/${name}${query}`)),
    `/api/targets?document=${id}`,
    `/api/obligations?document=${id}`,
    '/api/obligations?modality=ban&addressee=firm&limit=20',
    ...registers.flatMap((name) => [`/${name}`, `/${name}?q=${WORD}`, `/${name}?document=${id}`]),
    '/api/documents',
    `/api/documents/${id}`,
    '/',
    '/d',
    '/d?page=40',
    `/d/${id}`,
    `/api/search?q=${WORD}`,
  ]
}

export interface SurfaceReport {
  readonly address: string
  readonly status: number
  readonly kilobytes: number
  /** Milliseconds of the first request and of the second. */
  readonly first: number
  readonly second: number
  /** Resident megabytes after it, and at most until then. */
  readonly megabytes: number
  readonly peakMegabytes: number
}

export async function requestSurfaces(environment: Environment): Promise<SurfaceReport[]> {
  const { services, config } = await openReported(environment)
  const app = createApp(services, { config, log: () => undefined, clientAddress: () => 'bench' })
  const timed = async (address: string) => {
    const from = performance.now()
    const response = await app.request(address)
    const { byteLength } = await response.arrayBuffer()
    return { status: response.status, byteLength, milliseconds: performance.now() - from }
  }
  const reports: SurfaceReport[] = []
  for (const address of addresses(services)) {
    const first = await timed(address)
    const second = await timed(address)
    reports.push({
      address: decodeURIComponent(address),
      status: first.status,
      kilobytes: Math.round(first.byteLength / 1024),
      first: Math.round(first.milliseconds),
      second: Math.round(second.milliseconds),
      ...memory(),
    })
  }
  return reports
}
