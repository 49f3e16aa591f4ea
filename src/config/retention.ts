import { z } from 'zod'

/** The days that nothing else is set for. */
export const usualRetention = { proposals: 365, votes: 365, runs: 30, tables: 7, refusals: 90, keys: 90 }

const days = (least: number, usual: number) => z.int().min(least).max(36_500).default(usual)

/** What is under `retention:`, in days; a week is what unknown outcomes and undo look back at most, with a margin. */
export const RetentionSettings = z.strictObject({
  proposals: days(7, usualRetention.proposals).describe('Changes that were asked for, after they were decided.'),
  votes: days(7, usualRetention.votes).describe(
    'Who confirmed them, after they were decided; never longer than the changes themselves.',
  ),
  runs: days(1, usualRetention.runs).describe(
    'The lines that people typed, after they were answered; their buttons are understood for 30 days at most.',
  ),
  tables: days(1, usualRetention.tables).describe(
    'The rows of tables that are larger than a message, after they were read; until then they can be paged and exported. Never longer than the lines themselves.',
  ),
  keys: days(1, usualRetention.keys).describe(
    'The keys that people gave for their own reads, after they were given; then they give them again, or read with the tokens of the bot.',
  ),
  refusals: days(1, usualRetention.refusals).describe(
    'How often the same was refused to somebody, after the last time.',
  ),
})
