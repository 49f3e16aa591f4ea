import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, inject } from 'vitest'
import { testAuditKey } from '../store/engines.ts'
import { openStage, type Stage } from './stage.ts'

/** The key of every record on these grounds. */
export const auditKey = `${testAuditKey} and more`

/** One stage and a folder of databases for all tests of a file. */
export const openGrounds = () => {
  let stage: Stage
  let folder = ''
  let count = 0
  const fileOf = (name: number) => join(folder, `${name}.db`)
  beforeAll(async () => {
    stage = await openStage(auditKey)
    folder = mkdtempSync(join(tmpdir(), 'coxswain-property-'))
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
      copyFileSync(inject('templates').sqlite, fileOf(count))
      return fileOf(count)
    },
  }
}
