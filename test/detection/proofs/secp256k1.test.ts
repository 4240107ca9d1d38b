import { computeAddress } from "ethers";
import { ethereumAddress, isScalar } from "../../../policies/detection/proofs/secp256k1";
import { Random } from "../generate/random";

// SEC 2, section 2.4.1.
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const bytes = (scalar: bigint): Buffer => Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");

test("scalars are the 32-byte numbers from one to the order less one", () => {
  expect(isScalar(bytes(0n))).toBe(false);
  expect(isScalar(bytes(1n))).toBe(true);
  expect(isScalar(bytes(order - 1n))).toBe(true);
  expect(isScalar(bytes(order))).toBe(false);
  expect(isScalar(Buffer.alloc(32, 0xff))).toBe(false);
});

test("31 and 33 bytes are no scalar", () => {
  expect(isScalar(Buffer.alloc(31, 1))).toBe(false);
  expect(isScalar(Buffer.alloc(33, 1))).toBe(false);
  expect(isScalar(Buffer.alloc(0))).toBe(false);
});

test("the address of a key is the one that another library derives", () => {
  const random = new Random("addresses");
  for (let index = 0; index < 5; index++) {
    const key = random.bytes(32);
    expect(ethereumAddress(key)).toBe(
      computeAddress(`0x${key.toString("hex")}`)
        .slice(2)
        .toLowerCase(),
    );
  }
});
