import { commandsFolder, settingsNames } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { checkSettings, environment } from '../config.ts'
import { count } from '../message/time.ts'

const counted = (n: number, noun: string) => `${count(n)} ${noun}${n === 1 ? '' : 's'}`

/** `coxswain config check`: what the settings file says, in a sentence; throws UserError that names each mistake. */
export const configCheck = async (file: string | undefined): Promise<string> => {
  const systems = settingsNames(await loadCommands(commandsFolder))
  const { path, connections, groups, warnings } = checkSettings({ env: environment(), systems }, file)
  const size = `${counted(connections, 'connection')} and ${counted(groups, 'group')}`
  const rest = 'Secrets were not read; coxswain doctor checks them.'
  return [`${path} has no mistakes: ${size}. ${rest}`, ...warnings.map((warning) => `Note: ${warning}`)].join('\n')
}
