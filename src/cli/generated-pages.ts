import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandsFolder, settingsNames, systems } from '../app.ts'
import { commandsDoc } from '../command/commands-page.ts'
import { withLastReads } from '../command/last-read.ts'
import { loadCommands } from '../command/load.ts'
import { configSchema, configurationDoc, envExample } from '../config.ts'
import { dashboard } from '../telemetry/dashboard.ts'
import { metricsDoc } from '../telemetry/metrics-page.ts'
import { exampleSettings } from './example.ts'
import { manifestFile } from './manifest.ts'
import { slackDoc } from './slack-doc.ts'
import { tokensDoc } from './tokens.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every generated file, by its path in the repository. */
export const generatedDocs = async (): Promise<Readonly<Record<string, string>>> => {
  const commands = await loadCommands(commandsFolder)
  const names = settingsNames(commands)
  // Written by hand, but for one table.
  const model = onDisk('docs/security-model.md')
  const example = exampleSettings(systems)
  return {
    'docs/commands.md': commandsDoc(commands),
    'docs/configuration.md': configurationDoc(names, example),
    'docs/tokens.md': tokensDoc(),
    'docs/metrics.md': metricsDoc(),
    'docs/grafana.json': dashboard(),
    'docs/slack.md': slackDoc(commands),
    ...(model !== undefined && { 'docs/security-model.md': withLastReads(model, commands) }),
    'docs/coxswain.schema.json': `${JSON.stringify(configSchema(names), null, 2)}\n`,
    '.env.example': envExample(example),
    'manifest.yml': manifestFile(commands),
  }
}

const onDisk = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

/** Writes the generated files, or with `check` only names those that are not up to date. */
export const docs = async (check: boolean): Promise<readonly string[]> => {
  const stale = Object.entries(await generatedDocs()).filter(([path, text]) => onDisk(path) !== text)
  if (!check) {
    for (const [path, text] of stale) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  return stale.map(([path]) => path)
}
