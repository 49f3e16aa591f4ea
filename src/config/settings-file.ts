import { z } from 'zod'
import { AlertSettings, usualAlerts } from './alerts.ts'
import { approvalEntry } from './approval.ts'
import { ChatSettings } from './chat.ts'
import { ConnectionId, ConnectionSettings, SecretReference } from './connection.ts'
import { GroupSettings } from './group.ts'
import { IdentitySettings } from './identity.ts'
import { RetentionSettings, usualRetention } from './retention.ts'
import { ownSettingsOf, ownWord, type Systems, unitsOf } from './systems.ts'
import { WatchName, WatchSettings } from './watch.ts'

/** The whole of `coxswain.yml`, for these systems: the one place of its shape, defaults and words. */
export const settingsFile = (systems: Systems) =>
  z.strictObject({
    connections: z
      .record(ConnectionId, ConnectionSettings.extend(ownSettingsOf(systems) as Record<never, z.ZodType>))
      .default({})
      .describe('The systems that the bot can call, each under its id `<system>/<name>`.'),
    groups: z
      .array(GroupSettings)
      .default([])
      .describe('Who may do what. All groups of a person count together; what no group gives is refused.'),
    approvals: z
      .array(approvalEntry(unitsOf(systems)))
      .default([])
      .describe('Which writes need more than one confirmation. Without an entry, one is enough.'),
    identity: IdentitySettings.default({
      domains: [],
      people: {},
      logins: {},
      plusAddressesDiffer: [],
      guests: false,
    }).describe('Whose e-mails count, and who is who.'),
    slack: ChatSettings.default({ word: ownWord, prefix: '', shared: [], answers: {}, delivery: 'once' }).describe(
      "The words of the slash commands, and where the bot answers. Slack's token is in the environment.",
    ),
    alerts: AlertSettings.default(usualAlerts).describe(
      'How much noise the alerts of watches make, and whom they may ping. Each choice can be another one in a channel.',
    ),
    watches: z
      .record(WatchName, WatchSettings)
      .default({})
      .describe(
        'Watches that the bot keeps as long as they are listed here, each under a name of your own. At the start and after SIGHUP, new ones begin, changed ones start over, and others are removed. From chat they can be paused, resumed and tested.',
      ),
    retention: RetentionSettings.default(usualRetention).describe(
      'For how many days the bot keeps what it stored, each after its end. It forgets the rest once an hour, as `coxswain forget` does at once. What is open or unknown stays, and so does the audit log.',
    ),
    heartbeat: SecretReference.exactOptional().describe(
      '`env:NAME` or `file:path` of an address (`https://…`) that each replica calls every minute (GET) while watches are read in time. Whoever knows the address can pretend to be the bot, so it is a secret. Let what is behind it raise an alarm when the calls stop.',
    ),
    doctor: z
      .enum(['tell', 'strict'])
      .default('tell')
      .describe(
        'What a token that can do more than its scopes means: `tell` says so in the checkup, `strict` also does not start.',
      ),
  })
export type SettingsFile = z.output<ReturnType<typeof settingsFile>>
