import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emailOf } from '../../../src/systems/rill/identity/email.ts'
import { titleOf } from '../../../src/systems/rill/identity/title.ts'
import { SentEmail } from '../../../src/systems/rill/shapes/index.ts'
import { runs } from '../../runs.ts'
import { individual } from './asking.ts'
import { hostile } from './hostile.ts'

test('a title of a profile is sent only if it is text and nothing else in a policy', () => {
  const counts = { sent: 0, refused: 0 }
  fc.assert(
    fc.property(fc.oneof(hostile, fc.constantFrom('Sales EMEA', 'team-7')), (title) => {
      let sent: string
      try {
        sent = titleOf(individual('ana@acme.net', { profile: { title } }), true)
      } catch {
        counts.refused += 1
        return
      }
      counts.sent += 1
      expect(sent).toBe(title)
      expect(sent).not.toMatch(/['"`\\;(){}[\]<>#%]|\/\*|\p{Cc}/u)
    }),
    { numRuns: runs(500, 5_000) },
  )
  expect(Math.min(counts.sent, counts.refused)).toBeGreaterThan(10)
})

test('an e-mail is sent only if it is text and nothing else in a policy', () => {
  const counts = { sent: 0, refused: 0 }
  const local = fc.oneof(hostile, fc.stringMatching(/^[a-z0-9._+-]{1,12}$/))
  const domain = fc.oneof(hostile, fc.constantFrom('acme.net', 'sub.acme-inc.co.uk'))
  fc.assert(
    fc.property(local, domain, (one, other) => {
      let email: string
      try {
        email = emailOf(individual(`${one}@${other}`))
      } catch {
        counts.refused += 1
        return
      }
      counts.sent += 1
      expect(email).toMatch(/^[a-z0-9._+-]+@[a-z0-9.-]+$/)
      expect(SentEmail.safeParse(email).success).toBe(true)
    }),
    { numRuns: runs(500, 5_000) },
  )
  expect(Math.min(counts.sent, counts.refused)).toBeGreaterThan(10)
})
