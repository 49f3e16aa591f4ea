import { ids } from './ids.ts'
import type { Account, Json, Posted, Room } from './state.ts'
import type { Workspace } from './workspace.ts'

/** The old proof of origin, which every payload still carries and nobody should look at. */
const token = 'unused'

/** What every payload of an interaction carries: which app, which workspace, who. */
export const origin = ({ options }: Workspace, { id, word, team }: Account, room?: Room): Json => ({
  user: { id, username: word, name: word, team_id: team },
  api_app_id: ids.app,
  token,
  team: room?.hosted ? { id: ids.other, domain: 'other' } : { id: ids.team, domain: ids.domain },
  enterprise: options.enterprise === undefined ? null : { id: options.enterprise, name: 'Acme' },
  is_enterprise_install: false,
})

/** A message as Slack hands it to apps. */
export const messageOf = ({
  byBot,
  user,
  text,
  ts,
  thread_ts: thread,
  subtype,
  blocks,
  files,
  edited,
}: Posted): Json => ({
  type: 'message',
  user,
  ts,
  ...(byBot && { bot_id: ids.bot, app_id: ids.app }),
  text,
  team: ids.team,
  ...(thread !== undefined && { thread_ts: thread }),
  ...(subtype !== undefined && { subtype }),
  ...(blocks && { blocks }),
  ...(files && { files }),
  ...(edited !== undefined && { edited: { user, ts: edited } }),
})

/** The channel as commands and interactions name it. */
export const channelIn = ({ id, name, kind }: Room): { id: string; name: string } => {
  const words = { public: name, private: 'privategroup', direct: 'directmessage' }
  return { id, name: words[kind] }
}

/** The fields of a slash command, in Slack's order. */
export const commandFields = (
  { options: { enterprise } }: Workspace,
  account: Account,
  room: Room,
  { command, text, response, trigger }: { command: string; text: string; response: string; trigger: string },
): Readonly<Record<string, string>> => ({
  token,
  team_id: account.team,
  team_domain: ids.domain,
  ...(enterprise !== undefined && { enterprise_id: enterprise, enterprise_name: 'Acme' }),
  channel_id: room.id,
  channel_name: channelIn(room).name,
  user_id: account.id,
  user_name: account.word,
  command,
  text,
  api_app_id: ids.app,
  is_enterprise_install: 'false',
  response_url: response,
  trigger_id: trigger,
})

/** The envelope of an event. */
export const eventBody = (
  { options: { enterprise } }: Workspace,
  room: Room,
  event: Json,
  { id, at }: { id: string; at: number },
): string =>
  JSON.stringify({
    token,
    team_id: room.hosted ? ids.other : ids.team,
    context_team_id: ids.team,
    api_app_id: ids.app,
    context_enterprise_id: enterprise ?? null,
    event,
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(at / 1000),
    authorizations: [
      {
        enterprise_id: enterprise ?? null,
        team_id: ids.team,
        user_id: ids.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: room.shared,
    event_context: `4-${id}`,
  })
