import type { Command } from '../../src/command/command.ts'
import { helpMessage, type Rights } from '../../src/command/help.ts'
import { slackDisplay } from '../../src/slack/blocks/display.ts'

/** Help as it is shown in Slack. */
export const helpFor = (commands: readonly Command[], words: string, rights: Rights) =>
  helpMessage(commands, words, { rights, fits: slackDisplay.fits })
