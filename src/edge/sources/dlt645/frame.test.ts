import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifierField, identifierOf, quantityOf } from "./data-identifier.ts";
import { anyAddress, control, encodeMeterFrame, type MeterFrame, MeterFrameReader } from "./frame.ts";
import { decodeMeterValue, encodeMeterValue } from "./meter-value.ts";

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

/**
 * Frames of published traces: the first six of "DLT645-2007 规约 电表 报文解析" (hwhale.com/article/138066, a meter with
 * address 161), the last two of "DL645通信协议97/07规约(附上下行例子)" (icode9.com/content-4-712469.html).
 */
const published = [
  ["68 61 01 00 00 00 00 68 11 04 33 33 34 33 14 16", "000000000161", 0x11, "00010000", null],
  ["68 61 01 00 00 00 00 68 91 08 33 33 34 33 59 33 33 33 8A 16", "000000000161", 0x91, "00010000", "0.26"],
  ["68 61 01 00 00 00 00 68 91 08 33 33 35 33 59 34 33 33 8C 16", "000000000161", 0x91, "00020000", "1.26"],
  ["68 61 01 00 00 00 00 68 91 08 33 33 36 33 59 33 34 33 8D 16", "000000000161", 0x91, "00030000", "100.26"],
  ["68 61 01 00 00 00 00 68 11 04 33 34 34 35 17 16", "000000000161", 0x11, "02010100", null],
  ["68 61 01 00 00 00 00 68 91 06 33 34 34 35 34 43 10 16", "000000000161", 0x91, "02010100", "100.1"],
  ["68 25 04 03 02 01 00 68 11 04 33 33 34 33 E1 16", "000102030425", 0x11, "00010000", null],
  [
    "68 25 04 03 02 01 00 68 91 08 33 33 34 33 75 39 45 33 8B 16",
    "000102030425",
    0x91,
    "00010000",
    "1206.42",
  ],
] as const;

describe("frames of DL/T 645-2007", () => {
  it.each(published)("reads and writes the published frame %s", (hex, address, code, identifier, value) => {
    const [frame, ...others] = new MeterFrameReader().push(bytesOf(hex));
    expect(others).toEqual([]);
    expect(frame).toMatchObject({ address, control: code });
    if (frame === undefined) return;
    expect(identifierOf(frame.data)).toBe(identifier);
    expect(Buffer.from(encodeMeterFrame(frame, 0)).toString("hex")).toBe(
      Buffer.from(bytesOf(hex)).toString("hex"),
    );
    const quantity = quantityOf(identifier);
    if (value === null || quantity === null) return;
    const decoded = decodeMeterValue(frame.data.subarray(4), quantity);
    expect(decoded && Number(`${decoded.digits}e-${decoded.decimals}`)).toBe(Number(value));
  });

  it("writes the published question for an address", () => {
    const frame = encodeMeterFrame(
      { address: anyAddress, control: control.readAddress, data: new Uint8Array(0) },
      3,
    );
    expect(Buffer.from(frame).toString("hex")).toBe("fefefe68aaaaaaaaaaaa681300df16");
  });

  const frames = fc.record({
    address: fc.stringMatching(/^\d{12}$/),
    control: fc.constantFrom(0x91, 0x92, 0xb1, 0xd1, 0x93),
    data: fc.uint8Array({ maxLength: 200 }),
  });

  it("finds every frame whatever noise lies between them and however the bytes are cut", () => {
    // Noise without start bytes: one with them may look like a longer frame until it is over, see the next test.
    const noise = fc.uint8Array({ maxLength: 30 }).map((bytes) => bytes.filter((byte) => byte !== 0x68));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(noise, frames), { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        (parts, cut) => {
          const line = Buffer.concat(parts.flatMap(([before, frame]) => [before, encodeMeterFrame(frame)]));
          const reader = new MeterFrameReader();
          const found: MeterFrame[] = [];
          for (let at = 0; at < line.length; at += cut)
            found.push(...reader.push(line.subarray(at, at + cut)));
          expect(found).toEqual(parts.map(([, frame]) => frame));
        },
      ),
    );
  });

  it("finds a frame behind any noise at the latest when the line falls silent", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), frames, (noise, frame) => {
        const reader = new MeterFrameReader();
        const found = [...reader.push(noise), ...reader.push(encodeMeterFrame(frame)), ...reader.settle()];
        expect(found).toContainEqual(frame);
      }),
      { numRuns: 300 },
    );
  });

  it("takes no frame with a flipped bit for a whole one, but where two flips cancel out", () => {
    fc.assert(
      fc.property(frames, fc.nat(), fc.nat(7), (frame, place, bit) => {
        const bytes = encodeMeterFrame(frame, 0);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const reader = new MeterFrameReader();
        expect([...reader.push(bytes), ...reader.settle()]).not.toContainEqual(frame);
      }),
    );
  });

  it("keeps at most one frame's bytes, however much noise comes", () => {
    const reader = new MeterFrameReader();
    for (let round = 0; round < 2000; round += 1) reader.push(new Uint8Array(100).fill(0x68));
    reader.settle();
    expect(reader.discardedBytes).toBe(200_000);
  });
});

describe("values of a meter", () => {
  it("come back as they were written, with sign and decimal places", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("00010000", "00000000", "02010100", "02020100", "02030000", "02060000", "01010000"),
        fc.bigInt({ min: -7999n, max: 7999n }),
        (identifier, digits) => {
          const quantity = quantityOf(identifier);
          if (quantity === null) throw new Error("unknown");
          const size = digits < 0n ? -digits : digits;
          const shown = { digits: quantity.isSigned ? digits : size, decimals: quantity.decimals };
          const reachedAt = quantity.hasTime === true ? "2601011200" : null;
          const field = encodeMeterValue({ ...shown, reachedAt }, quantity);
          expect(field).toHaveLength(quantity.bytes);
          expect(decodeMeterValue(field, quantity)).toEqual({ ...shown, reachedAt });
        },
      ),
    );
  });

  it("are nothing where a half byte is no digit, or bytes are missing", () => {
    const quantity = quantityOf("00010000");
    if (quantity === null) throw new Error("unknown");
    expect(decodeMeterValue(Uint8Array.of(0xff, 0xff, 0xff, 0xff), quantity)).toBeNull();
    expect(decodeMeterValue(Uint8Array.of(1, 2, 3), quantity)).toBeNull();
    expect(identifierOf(identifierField("0201FF00"))).toBe("0201FF00");
    expect(quantityOf("0201FF00")).toBeNull();
  });
});
