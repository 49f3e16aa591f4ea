import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { openStore } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testAuditKey } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { openStage, type Stage } from './stage.ts'

/** The key of every record on these grounds. */
export const auditKey = `${testAuditKey} and more`

/** How often a property is tried: RUNS, or as often as usual. */
export const runs = (usual: number) => Number(process.env.RUNS ?? usual)

const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** One stage and a folder of databases in memory for all tests of a file. */
export const openGrounds = () => {
  let stage: Stage
  let folder = ''
  let count = 0
  const fileOf = (name: string | number) => join(folder, `${name}.db`)
  beforeAll(async () => {
    stage = await openStage(auditKey)
    folder = mkdtempSync(join(memory, 'coxswain-property-'))
    const secret = new Secret(() => auditKey)
    await (await openStore({ file: fileOf('empty'), world: testWorld(), auditKey: secret })).close()
  })
  afterAll(async () => {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    stage: () => stage,
    /** An empty database that is migrated; the one before it is gone. */
    freshFile: (): string => {
      rmSync(fileOf(count), { force: true })
      count += 1
      copyFileSync(fileOf('empty'), fileOf(count))
      return fileOf(count)
    },
  }
}
