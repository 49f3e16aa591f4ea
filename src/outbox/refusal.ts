/**
 * What Slack's error means. `never`: it is lost. `content`: not with these blocks. `later`: nothing was done, and it may
 * be tried again. `perhaps`: Slack says that some of it may have been done.
 */
export type Meaning = 'never' | 'content' | 'later' | 'perhaps'

const words: Readonly<Record<Meaning, readonly string[]>> = {
  never: [
    // The first is our own, not Slack's: people of another organisation would see the message.
    ...[
      'shared',
      'channel_not_found',
      'not_in_channel',
      'is_archived',
      'is_inactive',
      'user_not_found',
      'user_disabled',
    ],
    ...[
      'message_not_found',
      'cant_update_message',
      'edit_window_closed',
      'thread_not_found',
      'cannot_reply_to_message',
    ],
    ...['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_only_channel'],
    ...['restricted_action_thread_locked', 'restricted_action_non_threadable_channel', 'messages_tab_disabled'],
    ...['cannot_dm_bot', 'no_permission', 'access_denied', 'ekm_access_denied', 'team_access_not_granted'],
  ],
  content: [
    ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'block_mismatch'],
    ...['invalid_attachments', 'too_many_attachments', 'attachment_payload_limit_exceeded', 'invalid_arguments'],
  ],
  // A token that is wrong today can be fixed; the rest is temporary.
  later: [
    ...['ratelimited', 'rate_limited', 'message_limit_exceeded', 'request_timeout', 'team_added_to_org'],
    ...['external_channel_migrating', 'org_login_required', 'accesslimited', 'not_authed', 'invalid_auth'],
    ...['token_revoked', 'token_expired', 'account_inactive', 'missing_scope', 'not_allowed_token_type'],
  ],
  perhaps: ['internal_error', 'fatal_error', 'service_unavailable', 'update_failed'],
}

const meanings = new Map<string, Meaning>(
  Object.entries(words).flatMap(([meaning, some]) => some.map((word) => [word, meaning as Meaning])),
)

/** What an error code of Slack means; an unknown one means `never`. */
export const meaningOf = (word: string): Meaning => meanings.get(word) ?? 'never'

/** The error code if it is a known one, else `other`: for logs and labels, which have closed sets. */
export const knownWord = (word: string): string => (meanings.has(word) ? word : 'other')
