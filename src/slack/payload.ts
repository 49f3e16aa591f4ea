import { z } from 'zod'

/** What of Slack's payloads is read; everything else of them is dropped. */
export const Command = z.object({
  command: z.string().min(1).max(100),
  text: z.string().max(10_000).default(''),
  team_id: z.string(),
  api_app_id: z.string().optional(),
  user_id: z.string(),
  channel_id: z.string(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
})

const Team = z.object({ id: z.string() })

export const Press = z.object({
  type: z.literal('block_actions'),
  api_app_id: z.string(),
  team: Team,
  user: Team,
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({
    message_ts: z.string().optional(),
    thread_ts: z.string().optional(),
    channel_id: z.string().optional(),
  }),
  message: z.object({ app_id: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).length(1),
})

export const Submission = z.object({
  type: z.literal('view_submission'),
  api_app_id: z.string(),
  team: Team,
  user: z.object({ id: z.string() }),
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish() }))) }),
  }),
})

export const Event = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  team_id: z.string(),
  api_app_id: z.string(),
  event: z.object({
    type: z.string(),
    subtype: z.string().optional(),
    channel_type: z.string().optional(),
    user: z.string().optional(),
    bot_id: z.string().optional(),
    text: z.string().default(''),
    channel: z.string(),
    thread_ts: z.string().optional(),
    ts: z.string(),
  }),
})
