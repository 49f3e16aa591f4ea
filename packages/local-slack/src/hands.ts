import { checkCertificate, send } from './deliver.ts'
import type { Element } from './element.ts'
import { verifyUrl } from './events.ts'
import { ids } from './ids.ts'
import { askToLeave } from './links.ts'
import type { LocalSlack } from './local-slack.ts'
import { membership } from './membership.ts'
import { seenBy } from './messages.ts'
import { press } from './press.ts'
import { rewrite } from './rewrite.ts'
import { commandBody, say } from './say.ts'
import { signed } from './sign.ts'
import { submit } from './submit.ts'
import { topView, viewShown } from './views.ts'
import { accountOf, directOf, newAppToken, roomOf, type Workspace } from './workspace.ts'

const wordsOn = (label: unknown): string => String(((label ?? {}) as { readonly text?: unknown }).text ?? '')

/** A local Slack as the process that started it handles it. */
export const hands = (workspace: Workspace): Omit<LocalSlack, 'close' | 'connections'> => {
  const { state, streams, url } = workspace
  const changed = () => streams.emit({ type: 'state' }, () => true)
  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: workspace.botToken,
    signingSecret: workspace.signingSecret,
    appToken: [...workspace.appTokens][0] ?? '',
    mintAppToken: () => {
      const token = newAppToken()
      workspace.appTokens.add(token)
      return token
    },
    sockets: {
      count: (token) => [...workspace.links].filter((link) => token === undefined || link.token === token).length,
      faults: workspace.linkFaults,
      tickets: () => [...workspace.tickets.keys()],
      ask: (reason) => askToLeave(workspace, reason),
      finish: () => {
        for (const { socket, isLeaving } of workspace.links) if (isLeaving) socket.close()
      },
      drop: () => {
        for (const { socket } of workspace.links) socket.terminate()
      },
      freeze: () => {
        for (const { socket } of workspace.links) socket.pause()
      },
    },
    ids: { team: ids.team, app: ids.app, bot: ids.bot, botUser: ids.botUser },
    users: Object.fromEntries(state.accounts.map(({ word, id }) => [word, id])),
    channels: Object.fromEntries(state.rooms.flatMap(({ kind, name, id }) => (kind === 'direct' ? [] : [[name, id]]))),
    deliverTo: (target) => {
      workspace.target = target
    },
    calls: workspace.calls,
    deliveries: workspace.deliveries,
    faults: {
      add: (fault) => {
        const channel = fault.channel === undefined ? {} : { channel: roomOf(workspace, fault.channel).id }
        const user = fault.user === undefined ? {} : { user: accountOf(workspace, fault.user).id }
        workspace.faults = [...workspace.faults, { ...fault, ...channel, ...user }]
      },
      clear: () => {
        workspace.faults = []
      },
    },
    type: (who, channel, text, attached) => say(workspace, { ...attached, who, channel, text }),
    edit: (who, { channel, ts }, text) => rewrite(workspace, { who, channel, ts, text }),
    press: (who, message, button, chosen) => press(workspace, who, message, button, chosen),
    submit: async (who, values) => {
      const open = topView(workspace, accountOf(workspace, who).id)
      const labels = new Map(open?.view.blocks.map(({ block_id: id, label }) => [id, wordsOn(label)]))
      // By the label above it, as people say it, else by its ids.
      const find = ({ block, action }: Element) => {
        const name = [labels.get(block) ?? '', block, action].find((one) => Object.hasOwn(values, one))
        return name === undefined ? undefined : values[name]
      }
      const { delivered, errors } = await submit(workspace, who, find)
      if (!delivered) throw new RangeError(Object.values(errors ?? {}).join(' '))
      return delivered
    },
    again: async ({ kind, body: before, headers: had }, change = {}) => {
      const body = change.body ?? before
      const headers = { ...had, ...(change.resign && signed(workspace, body)), ...change.headers }
      return (await send(workspace, { kind, body, headers })).delivered
    },
    written: (who, channel, line) =>
      commandBody(workspace, accountOf(workspace, who), roomOf(workspace, channel), line),
    checkCertificate: () => checkCertificate(workspace),
    verify: (challenge) => verifyUrl(workspace, challenge),
    seen: (channel, who) =>
      seenBy(workspace, roomOf(workspace, channel), who === undefined ? undefined : accountOf(workspace, who).id),
    direct: (who) => directOf(workspace, accountOf(workspace, who).id).id,
    view: (who) => {
      const open = topView(workspace, accountOf(workspace, who).id)
      return open && viewShown(open)
    },
    invite: (channel) => membership(workspace, channel, true),
    leave: (who, channel) => {
      const room = roomOf(workspace, channel)
      const { id } = accountOf(workspace, who)
      room.members = room.members.filter((member) => member !== id)
      changed()
    },
    rename: (channel, name) => {
      roomOf(workspace, channel).name = name
      changed()
    },
    join: (who, channel) => {
      const room = roomOf(workspace, channel)
      const { id } = accountOf(workspace, who)
      if (!room.members.includes(id)) room.members.push(id)
      changed()
    },
    wake: (channel) => membership(workspace, channel, false),
    mark: (channel, what, on) => {
      roomOf(workspace, channel)[what] = on
      changed()
    },
    change: (who, to) => {
      Object.assign(accountOf(workspace, who).said, to)
      changed()
    },
  }
}
