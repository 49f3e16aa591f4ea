import { z } from 'zod'
import { checkAlerts } from './check-alerts.ts'
import { checkChat } from './check-chat.ts'
import { checkConnections } from './check-connections.ts'
import { checkHeartbeat } from './check-heartbeat.ts'
import { checkPeople } from './check-people.ts'
import { checkWatches } from './check-watches.ts'
import type { Checking } from './checking.ts'
import { settingsMistakes } from './issues.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Mistakes, Path } from './mistakes.ts'
import { pathText } from './mistakes.ts'
import { type SettingsFile, settingsFile } from './settings-file.ts'
import type { YamlSource } from './yaml.ts'

/** Checks the whole file, shape first and then meaning; the settings if their shape is right. */
export const checkFile = (
  source: YamlSource,
  file: string,
  context: Pick<Checking, 'systems' | 'secrets' | 'folder' | 'alone'> & { readonly mistakes: Mistakes },
): SettingsFile | undefined => {
  if (source.data === null || source.data === undefined)
    context.mistakes.add(
      file,
      'is empty, so the bot would answer nobody. Make one with coxswain init or from the example of docs/configuration.md',
    )
  // An empty section (`groups:` with nothing below) means the same as leaving it out.
  const data = withoutEmptySections(source.data)
  const at = (path: Path, text: string) => {
    const place = pathText(path)
    context.mistakes.add(`${file}:${source.line(path)}`, place === '' ? text : `${place} ${text}`, place)
  }
  const shape = settingsFile(context.systems)
  const parsed = shape.safeParse(data)
  const schema = z.toJSONSchema(shape, { io: 'input' }) as JsonSchema
  const misshapen = new Set<string>()
  for (const issue of parsed.error?.issues ?? []) {
    for (const { path, text } of settingsMistakes(issue, data, schema)) {
      misshapen.add(pathText(path))
      at(path, text)
    }
  }
  // What has the wrong shape is said once, and not what follows from it.
  const isWithin = (path: Path) => path.some((_, end) => misshapen.has(pathText(path.slice(0, end))))
  const meant: Checking['at'] = (path, text) => {
    if (!isWithin(path)) at(path, text)
  }
  const checking: Checking = { ...context, data, at: meant, line: source.line }
  checkConnections(checking)
  checkPeople(checking)
  checkChat(checking)
  checkHeartbeat(checking)
  checkAlerts(checking)
  checkWatches(checking)
  return parsed.data
}

const withoutEmptySections = (data: unknown): unknown => {
  if (data === null || data === undefined) return {}
  if (typeof data !== 'object' || Array.isArray(data)) return data
  return Object.fromEntries(Object.entries(data).filter(([, section]) => section !== null))
}
