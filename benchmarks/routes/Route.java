import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.Schema;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.Validator;
import com.thaiopensource.validate.auto.AutoSchemaReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.*;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/**
 * The route by which editors publish today, as a careful developer would write it: one JVM for a step, schema and
 * stylesheets compiled once, each document parsed once, as many threads as asked for.
 *
 *   Route jing|rules|pages|registers FOLDER LIST OUTPUT THREADS
 *
 * FOLDER holds telegram.rng, rules.xsl, page.xsl, registers.xsl, authority.xml, labels.xml, archives.xml and
 * parameters.properties; LIST names the documents, one a line. Called by scale.py.
 */
public class Route {
    private static final ThreadLocal<Object> OWN = new ThreadLocal<>();

    interface Step {
        void of(Path document) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        List<Path> documents = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[2]))) documents.add(Path.of(line));
        Path output = Path.of(arguments[3]);
        int threads = Integer.parseInt(arguments[4]);
        switch (arguments[0]) {
            case "jing": jing(folder, documents, threads); break;
            case "rules": rules(folder, documents, threads); break;
            case "pages": pages(folder, documents, output, threads); break;
            case "registers": registers(folder, documents, output, threads); break;
            default: throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void each(List<Path> documents, int threads, Step step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++)
            running.add(pool.submit(() -> {
                for (int at = next.getAndIncrement(); at < documents.size(); at = next.getAndIncrement())
                    step.of(documents.get(at));
                return null;
            }));
        for (Future<?> one : running) one.get();
        pool.shutdown();
    }

    private static void jing(Path folder, List<Path> documents, int threads) throws Exception {
        AtomicInteger faults = new AtomicInteger();
        ErrorHandler counting = new ErrorHandler() {
            public void warning(SAXParseException fault) {}
            public void error(SAXParseException fault) {
                if (faults.getAndIncrement() == 0) System.err.println(fault);
            }
            public void fatalError(SAXParseException fault) { error(fault); }
        };
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, counting);
        Schema schema = new AutoSchemaReader().createSchema(
            new InputSource(folder.resolve("telegram.rng").toUri().toString()), properties.toPropertyMap());
        SAXParserFactory parsers = SAXParserFactory.newInstance();
        parsers.setNamespaceAware(true);
        each(documents, threads, document -> {
            Object[] own = (Object[]) OWN.get();
            if (own == null) {
                own = new Object[] {schema.createValidator(properties.toPropertyMap()), parsers.newSAXParser().getXMLReader()};
                OWN.set(own);
            }
            Validator validator = (Validator) own[0];
            XMLReader reader = (XMLReader) own[1];
            reader.setContentHandler(validator.getContentHandler());
            reader.setErrorHandler(counting);
            try (FileInputStream content = new FileInputStream(document.toFile())) {
                reader.parse(new InputSource(content));
            }
            validator.reset();
        });
        System.out.println(faults.get());
    }

    private static void rules(Path folder, List<Path> documents, int threads) throws Exception {
        Saxon saxon = new Saxon(folder);
        XsltExecutable rules = saxon.compiled("rules.xsl");
        Map<QName, XdmValue> given = saxon.given("rules.");
        given.put(new QName("authority"), saxon.parsed(folder.resolve("authority.xml"), false));
        given.put(new QName("archives"), saxon.parsed(folder.resolve("archives.xml"), false));
        AtomicInteger found = new AtomicInteger();
        each(documents, threads, document -> {
            Xslt30Transformer transformer = rules.load30();
            XdmNode parsed = saxon.parsed(document, true);
            Map<QName, XdmValue> own = new HashMap<>(given);
            own.put(new QName("file"), new XdmAtomicValue(stem(document)));
            transformer.setStylesheetParameters(own);
            transformer.setGlobalContextItem(parsed);
            String told = transformer.applyTemplates(parsed).itemAt(0).getStringValue();
            if (!told.equals("[]") && found.getAndIncrement() == 0) System.err.println(document + " " + told);
        });
        System.out.println(found.get());
    }

    private static void pages(Path folder, List<Path> documents, Path output, int threads) throws Exception {
        Saxon saxon = new Saxon(folder);
        XsltExecutable page = saxon.compiled("page.xsl");
        Map<QName, XdmValue> given = saxon.given("pages.");
        given.put(new QName("authority"), saxon.parsed(folder.resolve("authority.xml"), false));
        given.put(new QName("labels"), saxon.parsed(folder.resolve("labels.xml"), false));
        Files.createDirectories(output.resolve("telegrams"));
        each(documents, threads, document -> {
            Xslt30Transformer transformer = page.load30();
            XdmNode parsed = saxon.parsed(document, false);
            Map<QName, XdmValue> own = new HashMap<>(given);
            String name = stem(document);
            own.put(new QName("page-path"), new XdmAtomicValue("telegrams/" + name + ".html"));
            own.put(new QName("tei-path"), new XdmAtomicValue("tei/" + name + ".xml"));
            transformer.setStylesheetParameters(own);
            transformer.setGlobalContextItem(parsed);
            Serializer written = transformer.newSerializer(output.resolve("telegrams/" + name + ".html").toFile());
            transformer.applyTemplates(parsed, written);
            written.close();
        });
        System.out.println(documents.size());
    }

    private static void registers(Path folder, List<Path> documents, Path output, int threads) throws Exception {
        Saxon saxon = new Saxon(folder);
        XsltExecutable stylesheet = saxon.compiled("registers.xsl");
        String[] gathered = new String[documents.size()];
        Map<Path, Integer> places = new HashMap<>();
        for (int at = 0; at < gathered.length; at++) places.put(documents.get(at), at);
        // What registers tell of a document is small, so that no step holds all documents.
        each(documents, threads, document -> {
            Xslt30Transformer transformer = stylesheet.load30();
            java.io.StringWriter small = new java.io.StringWriter();
            Serializer written = saxon.processor.newSerializer(small);
            written.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
            XdmNode parsed = saxon.parsed(document, false);
            transformer.setInitialMode(new QName("gather"));
            transformer.applyTemplates(parsed, written);
            gathered[places.get(document)] = small.toString();
        });
        Path together = output.resolve("gathered.xml");
        Files.createDirectories(output);
        try (java.io.Writer all = Files.newBufferedWriter(together)) {
            all.write("<all>");
            for (String one : gathered) all.write(one);
            all.write("</all>");
        }
        Xslt30Transformer transformer = stylesheet.load30();
        XdmNode all = saxon.parsed(together, false);
        Map<QName, XdmValue> given = new HashMap<>();
        given.put(new QName("authority"), saxon.parsed(folder.resolve("authority.xml"), false));
        transformer.setStylesheetParameters(given);
        transformer.setGlobalContextItem(all);
        transformer.setBaseOutputURI(output.resolve("index.html").toUri().toString());
        transformer.applyTemplates(all, transformer.newSerializer(output.resolve("index.html").toFile()));
        System.out.println(documents.size());
    }

    private static String stem(Path document) {
        return document.getFileName().toString().replaceFirst("\\.xml$", "");
    }

    /** Saxon, with what the steps share. */
    private static class Saxon {
        final Processor processor = new Processor(false);
        private final Path folder;

        Saxon(Path folder) {
            this.folder = folder;
        }

        XsltExecutable compiled(String name) throws SaxonApiException {
            XsltCompiler compiler = processor.newXsltCompiler();
            compiler.setErrorReporter(message -> { if (!message.isWarning()) System.err.println(message.getMessage()); });
            return compiler.compile(new StreamSource(folder.resolve(name).toFile()));
        }

        XdmNode parsed(Path document, boolean lines) throws SaxonApiException {
            DocumentBuilder builder = processor.newDocumentBuilder();
            builder.setLineNumbering(lines);
            return builder.build(document.toFile());
        }

        /** The parameters whose names begin with a prefix. */
        Map<QName, XdmValue> given(String prefix) throws Exception {
            Properties properties = new Properties();
            File file = folder.resolve("parameters.properties").toFile();
            try (InputStreamReader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            Map<QName, XdmValue> given = new HashMap<>();
            for (String name : properties.stringPropertyNames())
                if (name.startsWith(prefix))
                    given.put(new QName(name.substring(prefix.length())), new XdmAtomicValue(properties.getProperty(name)));
            return given;
        }
    }
}
