import { Icon } from '../look/icon.tsx'
import { SafeLink } from '../text/safe-link.tsx'
import { asText } from './read.ts'
import { Plain } from './text-object.tsx'

/** A `video` block, as a card that leads to it: the page plays nothing from elsewhere. */
export const Video = ({ block }: { readonly block: Readonly<Record<string, unknown>> }) => (
  <div className="video">
    <span className="video-still" role="img" aria-label={asText(block.alt_text)}>
      <Icon name="play" size={34} />
    </span>
    <b>
      <SafeLink url={asText(block.title_url) || asText(block.video_url)}>
        <Plain value={block.title} />
      </SafeLink>
    </b>
    {block.description !== undefined && (
      <small className="soft">
        <Plain value={block.description} />
      </small>
    )}
  </div>
)
