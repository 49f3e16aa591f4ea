import { z } from 'zod'
import { Who } from './group.ts'

/** The part of an e-mail after the @. */
export const Domain = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain in small letters, such as acme.net, without @')

/** The e-mail of a person. */
export const Email = z
  .string()
  .regex(/^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/, 'must be an e-mail, such as ana@acme.net')

/** What is under `identity:`. */
export const IdentitySettings = z.strictObject({
  domains: z
    .array(Domain)
    .default([])
    .describe('Domains of the e-mails that count. An e-mail of another domain is in no group.'),
  people: z
    .record(Email, z.array(Who).min(1))
    .default({})
    .describe('People with several accounts: the e-mail of each, and the other accounts. They count as one person.'),
  logins: z
    .record(z.string(), z.record(z.string().min(1), Email))
    .default({})
    .describe(
      'By system, whose login is whose: `<system>: { amartin: ana@acme.net }`. Nobody can approve a change that they opened there; without an entry, a login that equals an e-mail or the part before its @ is taken for that person, and two people must approve.',
    ),
  plusAddressesDiffer: z
    .array(Domain)
    .default([])
    .describe(
      'Domains of `identity.domains` in which `ana+2@` is not the mailbox of `ana@`. In every other both are one person: excluded together, and counted once.',
    ),
  guests: z
    .boolean()
    .default(false)
    .describe('Whether guests of the workspace may be in groups. Bots and people of other organisations never are.'),
})
