import { z } from 'zod'
import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import { changesExposure } from '../expose/exposed.ts'
import type { Exposed } from '../expose/settings.ts'

/** A tag as it was typed, `weekly` or `#weekly`. */
export const typedTag = (text: string): string => text.trim().replace(/^#/, '')

/** A tag as an argument. */
export const Tag = z
  .string()
  .max(100)
  .refine((text) => /[\p{L}\p{N}]/u.test(text), 'must have a letter or a digit')

/**
 * Throws UserError if a change of tags would add or remove one by which the settings offer queries: then whoever may tag
 * could decide what everybody may run.
 */
export const mustKeepExposure = (tag: string, before: readonly string[], after: readonly string[], expose: Exposed) => {
  if (!changesExposure(before, after, expose)) return
  throw new UserError(
    `The tag ${quoted(tag)} decides which queries the bot offers, so I don’t add or remove it. Change it in Redash.`,
  )
}
