import type { Command } from '../../../src/command/command.ts'
import { usage } from '../../../src/command/usage.ts'
import { manifestOf } from '../../../src/slack/manifest.ts'

/** The slash commands of the local workspace, as the manifest has them, with lines to complete to. */
export const slashCommands = (commands: readonly Command[]) => {
  const systems = [...new Set(commands.map(({ words }) => words[0] ?? ''))]
  const { features } = manifestOf({ commands, systems, own: 'cox', prefix: '' })
  return features.slash_commands.map(({ command, description, usage_hint }) => ({
    command,
    description,
    hint: usage_hint,
    completions: commands
      .map((one) => usage(one))
      .filter((line) => `/${line}`.startsWith(`${command} `))
      .map((line) => line.slice(command.length)),
  }))
}
