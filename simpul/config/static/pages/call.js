// The room of a consultation: device check, signals over our socket, voice and picture straight between two browsers.
// Negotiation follows the "perfect negotiation" of WebRTC (W3C): the citizen's side gives way when both speak at once.
(() => {
  "use strict";

  /** Leave for a page that says nothing; also where there is no room (yet). */
  let hangUp = () => undefined;
  document.querySelector("[data-quick-exit]")?.addEventListener("click", (event) => {
    event.preventDefault();
    hangUp();
    document.body.replaceChildren();
    location.replace(event.currentTarget.href);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const root = document.querySelector("[data-call]");
  if (!root) return;
  const { limits, say } = JSON.parse(document.getElementById("call-words").textContent);
  const part = (name) => root.querySelector(`[data-${name}]`);
  const isHelper = root.dataset.role === "helper";
  const page = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const OVER = 4410;
  const REPLACED = 4409;
  const REFUSED = 4403;
  const LONGEST_WAIT_S = 10;

  let own = null; // our microphone, later also our camera
  let ice = [];
  let socket = null;
  let peer = null;
  let other = null; // page and seat of whoever is there
  let isMaking = false;
  let isIgnoring = false;
  let tries = 0;
  let isInside = false;
  let startedAt = null; // of the session, on this page's own clock
  let voiceTimer = 0;
  let retryTimer = 0;

  function tell(code) {
    const line = part("status").querySelector("span");
    if (line.textContent !== say[code]) line.textContent = say[code];
    root.dataset.state = code;
  }

  // --- microphone and camera ---

  /** Why a device cannot be used, by the name of the browser's refusal (W3C, Media Capture and Streams). */
  const WHY = { NotAllowedError: "refused", SecurityError: "refused", NotReadableError: "busy", AbortError: "busy" };
  const why = (fault) => WHY[fault?.name] ?? "missing";

  /** Said before anybody comes in: why there is no microphone, and the ways that stay open. */
  function without(kind) {
    part("mic-words").textContent = say[`mic_${kind}`];
    prefer("writing");
    root.dataset.microphone = kind;
  }

  /** One way in at a time: by voice, or by writing where there is no microphone; checking again leads back to voice. */
  function prefer(way) {
    part("instead").hidden = way !== "writing";
    part("join").hidden = way === "writing";
  }

  function withoutCamera(kind) {
    part("camera-words").textContent = say[`camera_${kind}`];
    part("camera-words").hidden = false;
    if (kind === "missing") part("video").hidden = true;
  }

  /** What is here, without asking for anything; a browser that was told no before says so. */
  async function lookAround() {
    const found = navigator.mediaDevices ? await navigator.mediaDevices.enumerateDevices().catch(() => null) : [];
    if (!found) return;
    for (const [device, permission, tellOf] of [
      ["audioinput", "microphone", without],
      ["videoinput", "camera", withoutCamera],
    ]) {
      const asked = navigator.permissions?.query({ name: permission });
      const state = await asked?.then((known) => known.state).catch(() => "prompt"); // not every browser answers
      if (!found.some((one) => one.kind === device)) tellOf("missing");
      else if (state === "denied") tellOf("refused");
    }
  }

  async function microphone() {
    if (own) return own;
    try {
      own = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
      prefer("voice");
    } catch (fault) {
      own = null;
      without(why(fault));
    }
    return own;
  }

  /** Shows that the microphone hears something, before anyone else does. */
  async function check() {
    const stream = await microphone();
    if (!stream) return;
    const words = part("mic-words");
    const meter = part("meter");
    words.textContent = say.mic_try;
    meter.hidden = false;
    const sound = new AudioContext();
    const ear = sound.createAnalyser();
    ear.fftSize = 512;
    sound.createMediaStreamSource(stream).connect(ear);
    const wave = new Uint8Array(ear.fftSize);
    const look = () => {
      if (isInside) return void sound.close();
      ear.getByteTimeDomainData(wave);
      const loud = Math.max(...wave.map((level) => Math.abs(level - 128)));
      meter.value = Math.min(100, loud * 2);
      if (loud > 4) words.textContent = say.mic_good;
      requestAnimationFrame(look);
    };
    look();
  }

  function mute() {
    const track = own?.getAudioTracks()[0];
    if (!track) return;
    track.enabled = !track.enabled;
    pressed(part("mute"), !track.enabled, track.enabled ? say.mute : say.unmute);
  }

  async function picture() {
    const shown = own?.getVideoTracks()[0];
    if (shown) {
      const sender = peer?.getSenders().find((one) => one.track === shown);
      if (sender) peer.removeTrack(sender);
      shown.stop();
      own.removeTrack(shown);
      part("own").hidden = true;
      part("own").srcObject = null;
      pressed(part("video"), false, say.video);
      return;
    }
    try {
      const camera = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 480 } } });
      own ??= new MediaStream();
      const track = camera.getVideoTracks()[0];
      own.addTrack(track);
      part("own").srcObject = new MediaStream([track]);
      part("own").hidden = false;
      peer?.addTrack(track, own);
      pressed(part("video"), true, say.no_video);
    } catch (fault) {
      write(null, say[`camera_${why(fault)}`]);
    }
  }

  function pressed(button, isOn, words) {
    button.setAttribute("aria-pressed", String(isOn));
    button.querySelector("span").textContent = words;
  }

  // --- the socket ---

  async function connect() {
    clearTimeout(retryTimer);
    if (!isInside) return;
    let ticket;
    try {
      const answer = await fetch(root.dataset.ticket, {
        method: "POST",
        headers: { "X-CSRFToken": root.querySelector("[name=csrfmiddlewaretoken]").value },
      });
      if (answer.status === 403 || answer.status === 404) return over(await standing(answer));
      if (!answer.ok) throw new Error(String(answer.status));
      ticket = await answer.json();
    } catch {
      return again();
    }
    if (!isInside) return;
    ice = ticket.ice;
    const at = new URL(`${ticket.socket}?page=${page}`, location.href);
    at.protocol = at.protocol.replace("http", "ws");
    const mine = new WebSocket(at);
    socket = mine;
    mine.onopen = () => {
      tries = 0;
      if (!isTogether()) tell("waiting");
    };
    mine.onmessage = (event) => heard(JSON.parse(event.data));
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = null;
      if (event.code === OVER) over("ended");
      else if (event.code === REPLACED) over("elsewhere");
      else if (event.code === REFUSED) over("not_yours");
      else again();
    };
  }

  async function standing(answer) {
    const said = await answer.json().catch(() => ({}));
    return said.standing === "ended" ? "ended" : "elsewhere";
  }

  /** The line is gone: what is said and seen may go on meanwhile; only signals and chat wait. */
  function again() {
    if (!isInside) return;
    tries += 1;
    if (!isTogether()) tell("lost");
    retryTimer = setTimeout(connect, Math.min(LONGEST_WAIT_S, 2 ** (tries - 1)) * 1000 * (0.75 + Math.random() / 2));
  }

  function send(message) {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  }

  async function heard(message) {
    if (message.type === "here") met(message);
    else if (message.type === "signal") await signalled(message.body);
    else if (message.type === "chat") write(say.other, String(message.body));
    else if (message.type === "gone" && message.seat === other?.seat && !isTogether()) tell("gone");
  }

  function met(message) {
    startedAt ??= performance.now() - message.elapsed * 1000;
    const isNew = other?.page !== message.page;
    other = { page: message.page, seat: message.seat };
    if (isNew || !peer) {
      closePeer();
      tell("connecting");
      waitForVoice();
      if (isHelper) openPeer();
    } else if (!isTogether() && isHelper) peer.restartIce();
  }

  // --- between the two browsers ---

  const isTogether = () => peer?.connectionState === "connected";

  function openPeer() {
    const mine = new RTCPeerConnection({ iceServers: ice });
    peer = mine;
    isMaking = isIgnoring = false;
    mine.onnegotiationneeded = async () => {
      try {
        isMaking = true;
        await mine.setLocalDescription();
        send({ type: "signal", body: { description: mine.localDescription } });
      } catch {
        // A line that is closed meanwhile has nothing to offer.
      } finally {
        isMaking = false;
      }
    };
    mine.onicecandidate = ({ candidate }) => send({ type: "signal", body: { candidate } });
    mine.ontrack = ({ track, streams }) => {
      const remote = part("remote");
      if (track.kind === "video") {
        track.onunmute = () => root.classList.add("has-picture");
        track.onmute = () => root.classList.remove("has-picture");
      }
      if (streams[0]) remote.srcObject = streams[0];
      else if (remote.srcObject) remote.srcObject.addTrack(track);
      else remote.srcObject = new MediaStream([track]);
      remote.play().catch(() => undefined);
    };
    mine.onconnectionstatechange = () => {
      if (peer === mine) changed(mine.connectionState);
    };
    for (const track of own?.getTracks() ?? []) mine.addTrack(track, own);
    if (!own?.getAudioTracks().length && isHelper) mine.addTransceiver("audio", { direction: "recvonly" });
    return mine;
  }

  async function signalled({ description, candidate }) {
    if (!peer && description?.type === "offer") openPeer();
    const mine = peer;
    if (!mine) return;
    try {
      if (description) {
        const isClash = description.type === "offer" && (isMaking || mine.signalingState !== "stable");
        isIgnoring = isHelper && isClash;
        if (isIgnoring) return;
        await mine.setRemoteDescription(description);
        if (description.type === "offer") {
          await mine.setLocalDescription();
          send({ type: "signal", body: { description: mine.localDescription } });
        }
      } else if (candidate) await mine.addIceCandidate(candidate);
    } catch (fault) {
      if (!isIgnoring) console.warn("call", fault.name);
    }
  }

  function changed(state) {
    if (state === "connected") {
      clearTimeout(voiceTimer);
      tell("connected");
    } else if (state === "disconnected" || state === "failed") {
      tell("again");
      if (state === "failed" && isHelper) peer.restartIce();
      waitForVoice();
    }
  }

  function waitForVoice() {
    clearTimeout(voiceTimer);
    voiceTimer = setTimeout(() => {
      if (isInside && !isTogether()) tell("no_voice");
    }, limits.connect_within_seconds * 1000);
  }

  function closePeer() {
    if (!peer) return;
    peer.onconnectionstatechange = peer.onnegotiationneeded = peer.onicecandidate = null;
    peer.close();
    peer = null;
    part("remote").srcObject = null;
    root.classList.remove("has-picture");
  }

  // --- chat, time, leaving ---

  /** A line of the chat; `who` null for a remark of the page itself. */
  function write(who, words) {
    const line = document.createElement("p");
    if (who) {
      const name = document.createElement("strong");
      name.textContent = `${who}: `;
      line.append(name);
    }
    line.append(words);
    part("chat").append(line);
    line.scrollIntoView({ block: "nearest" });
  }

  part("write").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = event.currentTarget.querySelector("input");
    const words = field.value.trim();
    if (!words) return;
    if (!other || !send({ type: "chat", body: words })) return write(null, say.gone);
    write(say.me, words);
    field.value = "";
  });

  function remind() {
    if (startedAt === null) return;
    const minutes = Math.floor((performance.now() - startedAt) / 60_000);
    const passed = limits.warn_minutes.filter((one) => one <= minutes).pop();
    if (passed === undefined) return;
    const words = say.warn.replace("%(passed)s", String(passed)).replace("%(whole)s", String(limits.session_minutes));
    if (part("time").textContent !== words) part("time").textContent = words;
  }
  setInterval(remind, 1000);

  hangUp = () => {
    isInside = false;
    clearTimeout(retryTimer);
    clearTimeout(voiceTimer);
    closePeer();
    const line = socket;
    socket = null;
    line?.close();
    for (const track of own?.getTracks() ?? []) track.stop();
    own = null;
    other = null;
  };

  function over(code) {
    hangUp();
    part("inside").hidden = true;
    part("before").hidden = code !== "left";
    part("own").hidden = true;
    part("own").srcObject = null;
    pressed(part("video"), false, say.video);
    pressed(part("mute"), false, say.mute);
    part("chat").replaceChildren();
    tell(code);
    const after = document.querySelector("[data-after]");
    if (after && code === "ended") after.hidden = false;
  }

  part("check").addEventListener("click", check);
  part("mute").addEventListener("click", mute);
  part("video").addEventListener("click", picture);
  part("leave-room").addEventListener("click", () => over("left"));
  part("end")?.addEventListener("click", () => {
    if (window.confirm(say.end_sure)) send({ type: "end" });
  });
  function enter() {
    isInside = true;
    part("before").hidden = true;
    part("inside").hidden = false;
    part("mute").hidden = !own?.getAudioTracks().length;
    tell("waiting");
    if (!own) write(null, say.no_mic);
    connect();
  }
  part("join").addEventListener("click", async () => {
    if (await microphone()) enter();
    else part("write-only").focus();
  });
  part("write-only").addEventListener("click", enter);
  lookAround();
  for (const name of ["check", "join"]) part(name).disabled = false; // a press before this script came would be lost
  window.addEventListener("online", () => {
    if (isInside && !socket) connect();
  });
  window.addEventListener("pagehide", () => hangUp());
})();
