package partita.kernel.handler;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import partita.kernel.message.Message;
import partita.kernel.message.Session;

/** Says who this kernel is. Needs nothing that has to warm up, so it answers at once. */
final class KernelInfo implements Handler {
    private final String version;

    KernelInfo(String version) {
        this.version = version;
    }

    @Override
    public JsonObject handle(Message request) {
        JsonObject language = new JsonObject();
        language.addProperty("name", "java");
        language.addProperty("version", Runtime.version().toString());
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".jshell");
        language.addProperty("pygments_lexer", "java");
        language.addProperty("codemirror_mode", "java");
        language.addProperty("nbconvert_exporter", "script");
        JsonObject content = Reply.ok();
        content.addProperty("protocol_version", Session.PROTOCOL);
        content.addProperty("implementation", "partita");
        content.addProperty("implementation_version", version);
        content.add("language_info", language);
        content.addProperty(
                "banner",
                "Partita " + version + " on Java " + Runtime.version().feature()
                        + ": lambdas typed here run in worker JVMs. Try par.map(List.of(1, 2, 3), x -> x * x)");
        content.addProperty("debugger", false);
        content.add("supported_features", new JsonArray());
        content.add("help_links", links());
        return content;
    }

    private static JsonArray links() {
        JsonArray links = new JsonArray();
        String feature = Integer.toString(Runtime.version().feature());
        links.add(link("Java " + feature + " API", "https://docs.oracle.com/en/java/javase/" + feature + "/docs/api/"));
        links.add(link("Java tutorials", "https://dev.java/learn/"));
        return links;
    }

    private static JsonObject link(String text, String url) {
        JsonObject link = new JsonObject();
        link.addProperty("text", text);
        link.addProperty("url", url);
        return link;
    }
}
