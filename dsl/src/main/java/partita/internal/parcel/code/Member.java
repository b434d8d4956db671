package partita.internal.parcel.code;

/**
 * A method or static field of a class.
 *
 * @param owner the class's binary name
 * @param name the member's name
 * @param descriptor its descriptor as in class files
 */
public record Member(String owner, String name, String descriptor) {}
