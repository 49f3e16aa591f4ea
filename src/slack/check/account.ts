import { type Check, type CheckResult, finder } from '../../run/doctor/finding.ts'
import type { CallResult, SlackCall } from '../call.ts'
import { scopesWith } from '../scopes.ts'
import { unusable } from '../workspace.ts'

const page = 'the page “OAuth & Permissions” of the Slack app'
/** Slack's signatures are valid for five minutes; a clock that is already this far off soon exceeds that. */
const skewMs = 60_000
const brokenMs = 240_000

/** The bot's token: whether Slack accepts it, what it may do against what the bot needs, and Slack's clock against ours. */
export const accountCheck = (call: SlackCall, aheadMs: () => number | undefined, looks: boolean): Check => ({
  name: 'slack',
  offline: false,
  run: async () => {
    const found = finder('SLACK_BOT_TOKEN')
    const answered = await call('auth.test', {})
    if (answered.how === 'refused')
      return [
        found('wrong', 'slack:token', `Slack does not accept it (${answered.why}).`, {
          todo: `Take the “Bot User OAuth Token” of ${page}.`,
        }),
      ]
    if (answered.how !== 'sent')
      return [
        found(
          'wrong',
          'slack:token',
          answered.how === 'unsent' ? `Slack cannot be reached: ${answered.why}.` : 'Slack does not answer.',
          {
            todo: 'Check that this machine may reach slack.com, and its proxy.',
          },
        ),
      ]
    const why = unusable(answered.data, undefined)
    if (why !== undefined) return [found('wrong', 'slack:token', why)]
    const { team, user } = answered.data
    return [
      found('ok', 'slack:token', `Slack knows it as ${String(user)} of ${String(team)}.`),
      ...granted(answered, looks),
      ...skewed(aheadMs()),
    ]
  },
})

const granted = ({ data }: CallResult & { readonly how: 'sent' }, looks: boolean): readonly CheckResult[] => {
  const needed = scopesWith(looks)
  const { scopes } = (data.response_metadata ?? {}) as { readonly scopes?: readonly string[] }
  const found = finder('scopes in Slack')
  if (scopes === undefined) return []
  const missing = needed
    .filter(({ scope }) => !scopes.includes(scope))
    .map(({ scope, why }) =>
      found('wrong', `slack:scope:${scope}`, `${scope} is missing. ${why}`, {
        todo: `Add it on ${page}, below “Bot Token Scopes”, and install the app again.`,
      }),
    )
  const known: readonly string[] = needed.map(({ scope }) => scope)
  const needless = scopes
    .filter((scope) => !known.includes(scope))
    .map((scope) =>
      found('warning', `slack:scope:${scope}`, `${scope} is granted and never used.`, {
        todo: `Take it away on ${page}: a token that is stolen can do less then.`,
      }),
    )
  const all = [...missing, ...needless]
  return all.length > 0
    ? all
    : [found('ok', 'slack:scopes', `It has the ${known.length} that the bot needs, and no other.`)]
}

const skewed = (aheadMs: number | undefined): readonly CheckResult[] => {
  if (aheadMs === undefined) return []
  const found = finder('clock of this machine')
  const off = Math.abs(aheadMs)
  if (off <= skewMs) return [found('ok', 'slack:clock', 'It agrees with Slack’s.')]
  const says = `It is ${Math.round(off / 1000)} s ${aheadMs > 0 ? 'behind' : 'ahead of'} Slack’s.`
  const todo = 'Set it by NTP: what Slack sends is refused where the clocks are five minutes apart.'
  return [found(off > brokenMs ? 'wrong' : 'warning', 'slack:clock', says, { todo })]
}
