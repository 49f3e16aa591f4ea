import { existsSync } from 'node:fs'
import { commandsFolder, namesOf, storeOptions } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { environment, readConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { hostWorld } from '../host.ts'
import { headText, parseHead } from '../store/chain.ts'
import { openStore } from '../store/db.ts'
import { createLog } from '../telemetry/log.ts'
import { createRedactor } from '../vault/secret.ts'

/** What `coxswain audit verify` found, in words. */
export interface Found {
  readonly ok: boolean
  readonly text: string
}

/** Reads the whole chain of the configured store; with a head that was noted earlier a cut is seen as well. */
export const auditVerify = async (head: string | undefined): Promise<Found> => {
  const config = readConfig({ env: environment(), systems: namesOf(await loadCommands(commandsFolder)) })
  if (!config.store.url && !existsSync(config.store.file))
    throw new UserError(`There is no record yet: ${config.store.file} does not exist.`)
  const redactor = createRedactor()
  for (const secret of config.secrets) redactor.add(secret)
  const store = await openStore(storeOptions(config, hostWorld(createLog({ level: config.logLevel, redactor }))))
  try {
    const verdict = await store.audit.verify(head === undefined ? {} : { head: parseHead(head) })
    if (!verdict.ok) return { ok: false, text: verdict.sentence }
    return {
      ok: true,
      text: `The chain holds: ${verdict.rows} rows, head ${headText(verdict.head)}. Note the head elsewhere, so that a later cut is seen.`,
    }
  } finally {
    await store.close()
  }
}
