export const start = {
  "practice.try": "Practise first",
  "start.addAccount": "Add a kader on this phone",
  "start.keep": "{n} not yet sent: save a backup",
  "wait.newCode": "Enter a new code",
  "pin.enter": "Enter your PIN",
  "pin.enter.for": "{name}, enter your PIN",
  "pin.wait": "Wait {time} before the next try.",
  "pin.forgot": "Forgot the PIN?",
  "pin.forgot.help":
    "Ask the puskesmas officer for a code for a forgotten PIN, enter it on this phone and choose a new PIN. What is not yet sent stays kept.",
  "pin.digit": "Digit {n}",
  "pin.erase": "Erase one digit",
  "pin.progress": "{n} of 6 digits entered",
  "pin.opening": "Opening the data…",
  "account.who": "Who is using this phone?",
  "account.another": "Another kader",
  "account.noPin": "No PIN yet",
};
