import type { id } from "./relay.id.ts";

export const en: Record<keyof typeof id, string> = {
  "backup.title": "Backup of entries",
  "backup.give": "Save/send a backup of entries",
  "backup.count": "{n} entries have not reached the puskesmas.",
  "backup.sealed": "Only the server can open the file. Whoever carries it cannot read it.",
  "backup.how": "Send the file to another kader, whose phone delivers it, or hand it to the puskesmas.",
  "backup.none": "Nothing needs a backup. The server has received everything.",
  "backup.unsealed":
    "{n} entries cannot be in it yet, because this phone has not met a newer server. They stay safe here.",
  "backup.shared": "The file was shared. The entries stay on this phone until the server has received them.",
  "backup.saved":
    "The file {name} is in the download folder. The entries stay on this phone until the server has received them.",
  "backup.open": "Backup of entries, without a PIN",
  "carry.title": "Carry another phone's entries",
  "carry.lead":
    "Open a backup from another kader. This phone keeps it and sends it by itself when there is a signal. It cannot be read here.",
  "carry.pick": "Choose a backup file",
  "carry.list": "What is carried",
  "carry.empty": "No file is carried yet.",
  "carry.taken": "{n} entries of phone {phone} are carried.",
  "carry.from": "Phone {phone}",
  "carry.own": "This phone, before its store was deleted",
  "carry.waits": "{n} entries wait for a signal",
  "carry.done": "the server has received {n} entries",
  "carry.refused": "{n} could not be opened by the server; take the original file to the puskesmas",
  "carry.added": "Received {date}",
  "carry.unreadable": "This phone cannot open that file. Choose it once more.",
  "carry.full": "This phone cannot store it. Free some space, then try again.",
  deposited: "{n} entries are deposited at the server. The puskesmas reviews them; nothing is lost.",
  recovered:
    "{n} entries were found in the second copy. Once this phone is registered again they are sent by themselves.",
  "recovered.sending": "{n} entries of the second copy wait for a signal.",
  restored:
    "The server was restored from a backup; the phone sent {n} entries again. You need not repeat anything.",
  "restored.none": "The server was restored from a backup. All your entries are still there.",
  second: "Second copy",
  "second.on": "present",
  "second.none": "not supported by this browser",
  "second.failed": "cannot be written yet; it is tried again",
  "second.null": "being checked",
  "space.low.title": "The phone is running out of space",
  "space.low":
    "Entries are sent sooner. Delete photos or videos you do not need, and save a backup of entries if there is no signal.",
  carrying: "{n} entries of another phone wait to be sent",
};
