import type { UserError } from '../../errors.ts'
import { type Check, finder } from './finding.ts'

/** What the settings allow but is unwise; or the mistakes in them, a line each, that keep the bot from starting. */
export const settingsCheck = (said: readonly string[] | UserError): Check => {
  const found = finder('settings')
  return {
    name: 'settings',
    offline: true,
    run: async () => {
      if ('message' in said) return mistakesOf(said).map((one) => found('wrong', `settings:${one}`, one))
      if (said.length === 0) return [found('ok', 'settings', 'They are right.')]
      return said.map((warning) => found('warning', `settings:${warning}`, warning))
    },
  }
}

/** One sentence for each mistake: `readConfig` lists them below a first line. */
const mistakesOf = ({ message }: UserError): readonly string[] => {
  const [first = '', ...rest] = message.split(/\n- /)
  return (rest.length > 0 ? rest : [first]).map((one) => one.replace(/\s+/g, ' ').trim())
}
