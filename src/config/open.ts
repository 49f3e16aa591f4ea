import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Mistakes } from './mistakes.ts'
import { unreadableBecause } from './secrets.ts'
import { parseYaml, type YamlSource } from './yaml.ts'

const largest = 1_000_000

/** Reads and parses the settings file; undefined, with mistakes, if that is not possible. */
export const openFile = (path: string, folder: string, mistakes: Mistakes): YamlSource | undefined => {
  const full = resolve(folder, path)
  try {
    const stat = statSync(full, { throwIfNoEntry: false })
    if (stat === undefined) {
      mistakes.add(
        path,
        'is not there. Make one with coxswain init or from the example of docs/configuration.md, or set COXSWAIN_CONFIG',
      )
    } else if (!stat.isFile()) mistakes.add(path, 'is not a file')
    else if (stat.size > largest) mistakes.add(path, 'is larger than 1 MB')
    else return parseYaml(readFileSync(full, 'utf8'), path, mistakes)
  } catch (error) {
    mistakes.add(path, `cannot be read (${unreadableBecause(error)})`)
  }
  return undefined
}
