import { useState } from "preact/hooks";
import { Icon } from "../../../ui/icon.tsx";
import { hold } from "../../hold.ts";
import { language, setLanguage, t } from "../../i18n/index.ts";
import { go } from "../../nav.ts";
import { Choice } from "../../parts/choice.tsx";
import { Frame } from "../../parts/frame.tsx";
import { usePhone } from "../../phone.tsx";
import { usePractice } from "../../practice/store.ts";
import { TEXT_SIZES, THEMES, textSizeOf, themeOf } from "../../preferences.ts";
import { showToast } from "../../toast.tsx";
import { cl } from "../checklists/words.ts";
import { ScalesButton } from "../scales/reminder.tsx";
import { ChoosePin } from "../start/choose-pin.tsx";
import { TryPractice } from "../start/try-practice.tsx";
import { APP_VERSION, RULES_EDITION } from "./version.ts";

/** Language, text size, appearance, who uses this phone, about. */
export function Settings() {
  const phone = usePhone();
  const practising = usePractice();
  const [isChangingPin, setChangingPin] = useState(false);
  const account = phone.account();
  if (isChangingPin && account)
    return (
      <ChoosePin
        account={account}
        onDone={() => {
          setChangingPin(false);
          showToast(t("settings.pinChanged"));
        }}
        onCancel={() => setChangingPin(false)}
      />
    );
  return (
    <Frame title={t("settings.title")}>
      <Appearance />
      {!practising && <Accounts onChangePin={() => setChangingPin(true)} />}
      {!practising && <TryPractice />}
      <ScalesButton />
      <button type="button" class="btn" onClick={() => go("checklists", {})}>
        <Icon name="list-checks" /> {cl("open")}
      </button>
      <About />
    </Frame>
  );
}

function Appearance() {
  const phone = usePhone();
  return (
    <>
      <Choice
        legend={t("settings.language")}
        value={language()}
        options={(["id", "en"] as const).map((value) => ({ value, label: t(`settings.language.${value}`) }))}
        onChange={(value) =>
          void hold(() => setLanguage(value).then(() => phone.setSetting("language", value)))
        }
      />
      <Choice
        legend={t("settings.text")}
        value={textSizeOf(phone)}
        options={TEXT_SIZES.map((value) => ({ value, label: t(`settings.text.${value}`) }))}
        onChange={(value) => void hold(() => phone.setSetting("text", value))}
      />
      <Choice
        legend={t("settings.theme")}
        value={themeOf(phone)}
        options={THEMES.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
        onChange={(value) => void hold(() => phone.setSetting("theme", value))}
      />
    </>
  );
}

function Accounts({ onChangePin }: { onChangePin: () => void }) {
  const phone = usePhone();
  const me = phone.account()?.id;
  return (
    <section class="stack stack-tight">
      <h2>{t("settings.accounts")}</h2>
      <ul class="list">
        {phone.accounts().map((account) => (
          <li key={account.id} class="row spread">
            <span>
              <Icon name="user-round" /> {account.name}
            </span>
            {account.id === me && <span class="pill pill-nila">{t("settings.me")}</span>}
          </li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" class="btn" onClick={() => go("addAccount", {})}>
          <Icon name="plus" /> {t("start.addAccount")}
        </button>
        <button type="button" class="btn" onClick={onChangePin}>
          <Icon name="lock" /> {t("settings.changePin")}
        </button>
        <button type="button" class="btn" onClick={() => phone.lock()}>
          <Icon name="log-out" /> {t("settings.lock")}
        </button>
      </div>
    </section>
  );
}

function About() {
  const phone = usePhone();
  const post = phone.posts().length > 0 ? phone.post() : null;
  return (
    <section class="card stack stack-tight">
      <h2>{t("settings.about")}</h2>
      <dl class="dl">
        <dt>{t("settings.version")}</dt>
        <dd>{APP_VERSION}</dd>
        <dt>{t("settings.rules")}</dt>
        <dd>{RULES_EDITION}</dd>
        {post && (
          <>
            <dt>{t("settings.post")}</dt>
            <dd>
              {post.name}, {post.area_name}
            </dd>
            <dt>{t("settings.puskesmas")}</dt>
            <dd>{post.puskesmas?.name ?? ""}</dd>
          </>
        )}
      </dl>
      <p class="small muted">{t("settings.screening")}</p>
      <p class="small muted">{t("settings.licence")}</p>
    </section>
  );
}
