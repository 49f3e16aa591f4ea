import { join } from 'node:path'
import { Secret } from '../vault/secret.ts'
import type { Config } from './config.ts'
import { secretVariables } from './secret-variable.ts'
import type { Secrets } from './secrets.ts'
import { unset } from './unset.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The settings of the store and its audit key, and every secret in them. */
export interface StoreSettings
  extends Pick<Config, 'store' | 'auditKey' | 'sealingKey' | 'auditKeyFile' | 'auditMarkFile' | 'dataFolder'> {
  readonly secrets: readonly Secret[]
}

const shortest = 32

/**
 * Reads DATABASE_URL, COXSWAIN_AUDIT_KEY and COXSWAIN_SEALING_KEY, given the folder of the data and the file of COXSWAIN_AUDIT_MARK; what is wrong
 * goes to `wrong`, without a value.
 */
export const storeSettings = (
  env: Env,
  { dataFolder, mark }: { readonly dataFolder: string; readonly mark: string | undefined },
  secrets: Secrets,
  wrong: (variable: string, text: string) => void,
): StoreSettings => {
  const opened = secretVariables(env, secrets, wrong)
  const url = opened('DATABASE_URL')
  const key = opened('COXSWAIN_AUDIT_KEY')
  const sealing = opened('COXSWAIN_SEALING_KEY')
  const password = url && databasePassword(url.reveal())
  if (password === undefined && url)
    wrong('DATABASE_URL', 'is no URL of PostgreSQL; it must be postgres://user:password@host/database')
  if (key && key.reveal().length < shortest) wrong('COXSWAIN_AUDIT_KEY', `must have at least ${shortest} characters`)
  if (sealing && sealing.reveal().length < shortest)
    wrong('COXSWAIN_SEALING_KEY', `must have at least ${shortest} characters`)
  if (env.DATABASE_URL && !env.COXSWAIN_AUDIT_KEY) {
    const why = `${unset(env, 'COXSWAIN_AUDIT_KEY')}, and needed with DATABASE_URL, the same for every replica`
    wrong('COXSWAIN_AUDIT_KEY', `${why}; make one with: openssl rand -hex 32`)
  }
  return {
    store: { file: join(dataFolder, 'coxswain.db'), ...(url && { url }) },
    ...(key && { auditKey: key }),
    ...(sealing && { sealingKey: sealing }),
    auditKeyFile: join(dataFolder, 'audit.key'),
    // With PostgreSQL, the disk of a replica is often gone with it, so there the mark is only kept if it is configured.
    ...(mark !== undefined ? { auditMarkFile: mark } : !url && { auditMarkFile: join(dataFolder, 'audit.mark') }),
    dataFolder,
    secrets: [
      url,
      key,
      sealing,
      url && password ? new Secret(() => databasePassword(url.reveal()) ?? '') : undefined,
    ].filter((one) => one !== undefined),
  }
}

/** The password in a URL of PostgreSQL, empty if it has none; undefined if the text is not such a URL. */
const databasePassword = (text: string): string | undefined => {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const { password } = new URL(text)
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}
