/** Nodes of Weaviate on the loopback address, each a process of its own that is ended by its pid. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Path of the server; `.ci/with-weaviate` builds it. */
export const SERVER = process.env.WEAVIATE_SERVER_TEST

export interface WeaviateNode {
  readonly origin: string
  readonly pid: () => number
  /** Ends at once, as a machine that loses its power. */
  kill(): Promise<void>
  /** After `kill`. */
  restart(): Promise<void>
}

export interface WeaviateNodes {
  readonly nodes: readonly WeaviateNode[]
  readonly origins: readonly string[]
  /** Holds the data of the nodes, their logs and backups. */
  readonly folder: string
  stop(): Promise<void>
}

/** Ports of one node: HTTP, gRPC, gossip, data, Raft, Raft's calls. */
const PORTS = 6
const READY_WITHIN = 120_000

/** `environment`: further settings of every node. */
export async function startNodes(
  count: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<WeaviateNodes> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-weaviate-'))
  const base = await freePorts(count * PORTS)
  const port = (node: number, which: number) => base + node * PORTS + which
  const names = Array.from({ length: count }, (_, i) => `node-${i}`)
  const open = (node: number) => {
    const log = openSync(join(folder, `${names[node]}.log`), 'a')
    const child = spawn(
      SERVER!,
      ['--host', '127.0.0.1', '--port', String(port(node, 0)), '--scheme', 'http'],
      {
        env: {
          PATH: process.env.PATH,
          AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'true',
          PERSISTENCE_DATA_PATH: join(folder, names[node]!),
          ENABLE_MODULES: 'backup-filesystem',
          BACKUP_FILESYSTEM_PATH: join(folder, 'backups'),
          DEFAULT_VECTORIZER_MODULE: 'none',
          DISABLE_TELEMETRY: 'true',
          GO_PROFILING_DISABLE: 'true',
          // Until it is flushed, BM25 sees only the first statements of a common word (docs/scale.md).
          PERSISTENCE_MEMTABLES_FLUSH_DIRTY_AFTER_SECONDS: '1',
          GRPC_PORT: String(port(node, 1)),
          CLUSTER_HOSTNAME: names[node],
          CLUSTER_IN_LOCALHOST: 'true',
          CLUSTER_ADVERTISE_ADDR: '127.0.0.1',
          CLUSTER_GOSSIP_BIND_PORT: String(port(node, 2)),
          CLUSTER_DATA_BIND_PORT: String(port(node, 3)),
          // Itself among them: whoever starts first has somebody to join, and whoever starts again finds the others.
          CLUSTER_JOIN: names.map((_, i) => `127.0.0.1:${port(i, 2)}`).join(),
          RAFT_PORT: String(port(node, 4)),
          RAFT_INTERNAL_RPC_PORT: String(port(node, 5)),
          RAFT_JOIN: names.map((name, i) => `${name}:${port(i, 4)}`).join(),
          RAFT_BOOTSTRAP_EXPECT: String(count),
          ...environment,
        },
        stdio: ['ignore', log, log],
      },
    )
    closeSync(log)
    return child
  }
  const children: ChildProcess[] = names.map((_, node) => open(node))
  const origin = (node: number) => `http://127.0.0.1:${port(node, 0)}`
  const nodes = names.map(
    (name, node): WeaviateNode => ({
      origin: origin(node),
      pid: () => children[node]!.pid!,
      async kill() {
        const child = children[node]!
        if (child.exitCode !== null || child.signalCode !== null) return
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      },
      async restart() {
        children[node] = open(node)
        await ready(origin(node), children[node]!, name)
      },
    }),
  )
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.kill()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(names.map((name, node) => ready(origin(node), children[node]!, name)))
  } catch (error) {
    await Promise.all(nodes.map((node) => node.kill()))
    throw error
  }
  return { nodes, origins: nodes.map((node) => node.origin), folder, stop }
}

async function ready(origin: string, child: ChildProcess, name: string): Promise<void> {
  for (const until = Date.now() + READY_WITHIN; Date.now() < until; await wait(100)) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`)
    const response = await fetch(`${origin}/v1/.well-known/ready`).catch(() => null)
    await response?.body?.cancel()
    if (response?.ok) return
  }
  throw new Error(`${name} is not ready after ${READY_WITHIN / 1000} s`)
}

/** The first of so many ports in a row that nobody listens on. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 20_000)
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(base + i)))
    if (free.every(Boolean)) return base
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
