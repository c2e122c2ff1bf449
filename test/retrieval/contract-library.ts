/** The library of the contract of a statement index: fixture documents, some of which are in force for a while only. */
import type { Sidecar } from '../../src/domain/document.ts'
import type { Library } from '../../src/domain/library.ts'
import { fixtureLibrary } from './test-library.ts'

const SIDECARS: Readonly<Record<string, Sidecar>> = {
  'bj-water-2022': { effective: '2022-05-01', expires: '2024-12-31' },
  'gz-housing-2024': { effective: '2024-06-01' },
  'sd-chain-2024': { status: '已废止' },
}

export function contractLibrary(): Library {
  return new Map(
    [...fixtureLibrary()].map(([id, read]) => {
      const source = { ...read.source, sidecar: SIDECARS[id] ?? {} }
      return [id, { ...read, source }]
    }),
  )
}
