import type { UserError } from '../../errors.ts'
import { type Check, finder } from './finding.ts'

/** What the settings allow and is unwise; or the mistakes in them, a line each, with which nothing starts. */
export const settingsCheck = (said: readonly string[] | UserError): Check => {
  const found = finder('settings', 'settings')
  return {
    name: 'settings',
    offline: true,
    run: async () => {
      if ('message' in said) return [found('wrong', 'settings', said.message)]
      if (said.length === 0) return [found('ok', 'settings', 'They are right.')]
      return said.map((warning) => found('warning', `settings:${warning}`, warning))
    },
  }
}
