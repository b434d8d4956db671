package partita.internal.parcel.code;

import java.util.Set;

/**
 * What a piece of typed code refers to, of typed things only.
 *
 * @param classes classes it names
 * @param calls methods it calls or makes handles of
 * @param reads static fields it reads
 * @param writes static fields it writes
 */
record References(Set<String> classes, Set<Member> calls, Set<Member> reads, Set<Member> writes) {}
