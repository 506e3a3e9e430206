import {
  AppWindow,
  FileText,
  type LucideIcon,
  Mail,
  Mailbox,
  MessageCircle,
  MessageSquare,
  Phone,
  Printer,
} from "lucide-react";
import type { Channel, Direction } from "../../api/schema";
import styles from "./ChannelMark.module.css";

const ICONS: Record<Channel, LucideIcon> = {
  voice: Phone,
  email: Mail,
  fax: Printer,
  text: MessageSquare,
  chat: MessageCircle,
  mail: Mailbox,
  gui: AppWindow,
  document: FileText,
};

/** The sign of a channel; an arrow says which way. What it says stands in words beside it. */
export function ChannelMark({ channel, direction }: { channel: Channel; direction?: Direction }) {
  return (
    <span className={styles.mark} data-direction={direction} aria-hidden>
      <ChannelIcon channel={channel} size={15} />
    </span>
  );
}

export function ChannelIcon({ channel, size }: { channel: Channel; size: number }) {
  const Icon = ICONS[channel] ?? FileText;
  return <Icon size={size} aria-hidden />;
}
