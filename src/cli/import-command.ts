/** The command `import`: files and folders into CORPUS_DIR, with progress, and every failure with its reason. */
import { mkdir } from 'node:fs/promises'
import type { Command } from 'commander'
import { type Imported, importFiles } from '../adapters/node/import-files.ts'
import { createSourceReader } from '../adapters/node/source-reader.ts'
import { readConfig } from '../config.ts'
import { readerOptions } from '../main.open-services.ts'

/** Characters of the bar. */
const BAR = 24

export interface Terminal {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

export function addImportCommand(
  cli: Command,
  environment: Readonly<Record<string, string | undefined>>,
  print: (text: string) => void,
  terminal: Terminal = process.stderr,
): void {
  cli
    .command('import')
    .description(
      'add documents of any kind to CORPUS_DIR; a running server takes them up. Exit code 1 where a file failed',
    )
    .argument('<path...>', 'files, or folders with all below them')
    .option('--replace', 'let a file take the place of a document of the same name and another kind')
    .action(async (paths: string[], { replace = false }: { replace?: boolean }) => {
      const config = readConfig(environment)
      await mkdir(config.CORPUS_DIR, { recursive: true })
      const reader = createSourceReader(readerOptions(config))
      const show = progressOn(terminal)
      try {
        const results = await importFiles(paths, {
          folder: config.CORPUS_DIR,
          reader,
          replace,
          told: show.told,
        })
        show.end()
        const count = (outcome: Imported['outcome']) =>
          results.filter((each) => each.outcome === outcome).length
        print(
          `${count('added')} added, ${count('replaced')} replaced, ${count('unchanged')} unchanged, ${count('failed')} failed`,
        )
        for (const { file, outcome, reason } of results)
          if (outcome === 'failed') print(`failed ${file}: ${reason}`)
        if (results.length === 0) print('no document found')
        if (results.length === 0 || count('failed') > 0) process.exitCode = 1
      } finally {
        await reader.close()
      }
    })
}

/** One bar on a terminal, one line a file elsewhere. */
function progressOn(terminal: Terminal) {
  const { isTTY = false, columns = 80 } = terminal
  return {
    told({ file, outcome }: Imported, done: number, all: number) {
      if (!isTTY) {
        terminal.write(`[${done}/${all}] ${outcome} ${file}\n`)
        return
      }
      const full = Math.round((done / all) * BAR)
      const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${all} `
      // Han characters take two columns.
      const room = Math.max(0, Math.floor((columns - BAR - 16) / 2))
      terminal.write(`\r\u001b[2K${bar}${[...file].slice(-room).join('')}`)
    },
    end() {
      if (isTTY) terminal.write('\n')
    },
  }
}
