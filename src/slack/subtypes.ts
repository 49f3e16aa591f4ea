/** Whether a message of a subtype is run: `yes` if a person has written its text, as a line to the bot. */
interface Kind {
  readonly byPerson: boolean
  readonly why: string
}

const yes = (why: string): Kind => ({ byPerson: true, why })
const no = (why: string): Kind => ({ byPerson: false, why })

const channelNews = no('Slack says what happened to the channel')
const comings = no('Slack says who came or went')
const appNews = no('Slack says what happened to an app')
const notice = no('it is about another message, which comes by itself or came before')

/** Every subtype of Slack's messages, and whether a person writes it. */
export const subtypes: Readonly<Record<string, Kind>> = {
  file_share: yes('a person sends a file, and may write with it'),
  me_message: yes('a person types it after /me'),
  thread_broadcast: yes('a person answers in a thread and shows it in the conversation as well'),

  message_changed: notice,
  message_deleted: notice,
  message_replied: notice,
  reply_broadcast: notice,
  pinned_item: notice,
  unpinned_item: notice,
  document_mention: no('it names a document in which somebody was mentioned'),
  file_mention: notice,
  file_comment: no('the text is a comment on a file, as Slack words it'),
  list_record_comment: no('the text is a comment on a list, as Slack words it'),
  tombstone: no('the text is gone: Slack hides it'),
  ekm_access_denied: no('Slack may not decrypt the text'),

  bot_message: no('an app writes it'),
  slackbot_response: no('Slackbot writes it'),
  assistant_app_thread: no('an app begins a thread with it'),
  app_conversation_join: appNews,
  bot_add: appNews,
  bot_remove: appNews,
  bot_enable: appNews,
  bot_disable: appNews,
  reminder_add: no('Slack says that somebody wants to be reminded'),
  reminder_delete: no('Slack says that somebody does not want to be reminded any more'),

  channel_join: comings,
  channel_leave: comings,
  group_join: comings,
  group_leave: comings,
  joiner_notification: comings,
  joiner_notification_for_inviter: comings,

  channel_archive: channelNews,
  channel_unarchive: channelNews,
  channel_name: channelNews,
  channel_purpose: channelNews,
  channel_topic: channelNews,
  channel_convert_to_private: channelNews,
  channel_convert_to_public: channelNews,
  channel_posting_permissions: channelNews,
  channel_canvas_updated: channelNews,
  group_archive: channelNews,
  group_unarchive: channelNews,
  group_name: channelNews,
  group_purpose: channelNews,
  group_topic: channelNews,
  huddle_thread: channelNews,
  sh_room_created: channelNews,
  sh_room_shared: channelNews,
}

/** True for a message that a person has written, as far as its subtype tells; one that is not known is not run. */
export const isByPerson = (subtype: string | undefined): boolean =>
  subtype === undefined || (Object.hasOwn(subtypes, subtype) && subtypes[subtype]?.byPerson === true)
